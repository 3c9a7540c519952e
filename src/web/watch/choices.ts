/** Switches: they act on the picture at once, are sent, and the stream follows. Until the service has confirmed, it says so. */
import type { EmbedEvent } from '../embed/events.ts';
import type { LivePlay } from './live-play.ts';
import { byId } from './page-parts.ts';
import type { Playback } from './playback.ts';

type Fields = Readonly<Record<string, boolean>>;

export interface ChoicesWishes {
  readonly page: HTMLElement;
  readonly live: LivePlay;
  readonly head: Playback;
  tell(text: string, undo?: () => void): void;
  /** Takes the page the service answers now; `settled`: what it has confirmed. */
  refresh(settled: readonly string[]): Promise<void>;
  report(event: EmbedEvent, counted?: boolean): void;
  redraw(): void;
}

export interface Choices {
  /** Something was switched that is not confirmed yet. */
  readonly busy: boolean;
  /** What is meant and not confirmed yet is shown as it is meant, also on parts of the page that were exchanged. */
  again(): void;
}

export function startChoices(w: ChoicesWishes): Choices {
  let open = 0;
  const unconfirmed = new Set<Fields>();
  /** One after the other, in the order they were pressed. */
  let last: Promise<void> = Promise.resolve();
  const said = (what: 'applying' | 'applied' | 'failed'): string => byId('live')?.dataset[what] ?? '';

  function apply(fields: Fields): void {
    open += 1;
    w.tell(said('applying'));
    const before = mark(fields);
    unconfirmed.add(fields);
    void show(fields);
    last = last
      .then(() => send(fields, before))
      .finally(() => {
        open -= 1;
      });
  }

  /** On the live picture, before anybody is asked. */
  async function show(fields: Fields): Promise<void> {
    await w.live.switch(fields);
    await w.head.goLive(true);
    w.redraw();
  }

  async function send(fields: Fields, before: Fields): Promise<void> {
    try {
      const answer = await fetch(w.page.dataset.choices ?? '', {
        method: 'PUT',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ fields }),
      });
      if (answer.status === 401 || answer.status === 410) return location.reload();
      if (!answer.ok) throw new Error('not applied');
      unconfirmed.delete(fields);
      await w.refresh(open > 1 ? [] : Object.keys(fields));
      w.report({ type: 'choice', fields }, false);
      w.tell(said('applied'), () => apply(before));
      w.redraw();
    } catch {
      unconfirmed.delete(fields);
      mark(before);
      await w.live.revert(Object.keys(fields));
      await w.refresh(Object.keys(fields)).catch(() => undefined);
      w.tell(said('failed'));
    }
  }

  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches('[data-choices]') || !event.submitter) return;
    event.preventDefault();
    const entries = [...new FormData(form, event.submitter)].map(([name, value]) => [name, value === 'true'] as const);
    apply(Object.fromEntries(entries));
  });

  return {
    get busy() {
      return open > 0;
    },
    again() {
      for (const fields of unconfirmed) mark(fields);
    },
  };
}

/** Shows the switches as they are meant now; answers how they were. */
function mark(fields: Fields): Fields {
  const before: Record<string, boolean> = {};
  for (const [field, on] of Object.entries(fields)) {
    const button = byId<HTMLButtonElement>(`switch-${field}`);
    before[field] = button ? button.getAttribute('aria-checked') === 'true' : !on;
    if (!button) continue;
    button.setAttribute('aria-checked', String(on));
    button.setAttribute('aria-busy', 'true');
    button.value = String(!on);
  }
  return before;
}
