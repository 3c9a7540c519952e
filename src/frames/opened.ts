/** One template, built, run in a confined process of its own, and known by its card. */
import { mkdir, realpath } from 'node:fs/promises';
import { type Bundle, buildHost, buildTemplate } from './build.ts';
import { makeCard } from './card.ts';
import { Confined, ConfinedError } from './confined.ts';
import type { FoundTemplate } from './discover.ts';
import { Refusal } from './errors.ts';
import { type Drawn, drawnSchema, type SceneJob } from './protocol.ts';
import type { TemplateCard } from './types.ts';

export interface OpenOptions {
  readonly cacheDir: string;
  /** Milliseconds for one job of a confined process. */
  readonly deadline: number;
  /** Says why a card must not be used (e.g. a field of a special category); nothing when it may. */
  readonly admit?: ((card: TemplateCard) => string | undefined) | undefined;
}

export interface OpenedTemplate {
  readonly card: TemplateCard;
  readonly bundle: Bundle;
  /**
   * Draws frames of one scene in a realm that knows nothing but the job.
   * @throws ConfinedError
   */
  draw(job: Omit<SceneJob, 'op'>, o?: { signal?: AbortSignal | undefined; reveal?: boolean }): Promise<Drawn>;
  close(): Promise<void>;
}

/** The cache folder as the confined process will see it: permissions are given for real paths. */
export async function realCache(cacheDir: string): Promise<string> {
  await mkdir(cacheDir, { recursive: true });
  return realpath(cacheDir);
}

/** @throws Refusal with the code and detail a template's author needs. */
export async function openTemplate(found: FoundTemplate, options: OpenOptions): Promise<OpenedTemplate> {
  const cacheDir = await realCache(options.cacheDir);
  const bundle = await buildTemplate(found.entry, cacheDir);
  const host = await buildHost(cacheDir);
  const confined = new Confined({ host, bundle: bundle.path, deadline: options.deadline });
  try {
    // At load there is no person yet: what the template says of its failure may be told.
    const raw = await confined.ask({ op: 'card' }, { reveal: true });
    const card = await makeCard(raw, found.folder, bundle.hash);
    const refused = options.admit?.(card);
    if (refused !== undefined) throw new Refusal('not-admitted', refused);
    return {
      card,
      bundle,
      draw: async (job, o) => {
        const drawn = drawnSchema.safeParse(await confined.ask({ op: 'scene', ...job }, o));
        const wanted = job.frames?.length ?? card.scenes.find(({ id }) => id === job.scene)?.frames;
        if (!drawn.success || drawn.data.hashes.length !== wanted) throw new ConfinedError('template-failed');
        return drawn.data;
      },
      close: () => confined.close(),
    };
  } catch (cause) {
    await confined.close();
    throw asRefusal(cause);
  }
}

function asRefusal(cause: unknown): unknown {
  if (!(cause instanceof ConfinedError)) return cause;
  const code = cause.code === 'template-timeout' ? 'template-timeout' : 'template-failed';
  return new Refusal(code, cause.reveal ?? 'its process ended', { cause });
}
