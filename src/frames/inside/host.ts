/**
 * The confined process: takes jobs from the service, runs the bundle in a fresh realm for each, answers with hashes and markup.
 * Started with file access to this script and one bundle, an empty environment, and nothing else.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { z } from 'zod';
import { ANSWER_LIMIT, type Answer, type Drawn, type Job, MARKUP_LIMIT, requestSchema } from '../protocol.ts';
import { lockDown } from './lockdown.ts';
import { type RealmApi, realms, text } from './realm.ts';

z.config({ jitless: true });
const own = process;
const send = own.send?.bind(own);
const [, , bundle, deadline] = own.argv;
if (!send || !bundle || !deadline) throw new Error('started without a channel, a bundle or a deadline');
const source = readFileSync(bundle, 'utf8');
lockDown();

const realm = realms(source);
const turn = new vm.Script('work()');

function draw(api: RealmApi, job: Exclude<Job, { op: 'card' }>): Drawn {
  const opened = z
    .object({ frames: z.int().nonnegative(), words: z.string() })
    .parse(JSON.parse(text(api.open?.(JSON.stringify(job)), MARKUP_LIMIT)));
  const wanted = job.frames ?? Array.from({ length: opened.frames }, (_, index) => index);
  const hashes: string[] = [];
  const markups: Record<string, string> = {};
  let total = 0;
  for (const index of wanted) {
    if (index >= opened.frames) throw new Error('no such frame');
    // The picture lies under an opacity of 0 until the player's page is ready; here nothing is ever not ready.
    const markup = text(api.frame(index), MARKUP_LIMIT).replace(/^(<div style="[^"]*);opacity:0"/, '$1"');
    const hash = createHash('sha256').update(markup).digest('hex');
    hashes.push(hash);
    if ((job.op === 'layer' || job.markup) && !(hash in markups)) {
      total += markup.length;
      if (total > ANSWER_LIMIT) throw new Error('too much markup');
      markups[hash] = markup;
    }
  }
  return { hashes, words: opened.words, markups };
}

function answer(job: Job): unknown {
  const api = realm();
  return job.op === 'card' ? JSON.parse(text(api.card?.(), ANSWER_LIMIT)) : draw(api, job);
}

/**
 * The service ends this process at its deadline. This is for the case that the service itself is gone: an endless loop
 * hears no 'disconnect', and would turn for ever.
 */
function withinDeadline<T>(work: () => T): T {
  const scope = globalThis as { work?: () => T };
  scope.work = work;
  try {
    return turn.runInThisContext({ timeout: Number(deadline) }) as T;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') own.exit(1);
    throw thrown;
  }
}

/** A thrown thing belongs to the template: reading its message may run its code, and may throw again. */
function messageOf(thrown: unknown): string {
  try {
    const { message, code } = thrown as { message: unknown; code?: unknown };
    if (typeof message !== 'string') return 'threw something that is not an error';
    return `${typeof code === 'string' ? `${code}: ` : ''}${message}`.slice(0, 2_000);
  } catch {
    return 'threw something that is not an error';
  }
}

own.on('message', (raw) => {
  const { id, job, reveal } = requestSchema.parse(raw);
  let reply: Answer;
  try {
    reply = { id, ok: true, result: withinDeadline(() => answer(job)) };
  } catch (thrown) {
    reply = { id, ok: false, ...(reveal && { message: messageOf(thrown) }) };
  }
  send(reply);
});
// A template's promise that nobody hears concerns nobody; its reason is the template's, and stays unread.
own.on('unhandledRejection', () => {});
own.on('disconnect', () => own.exit());
