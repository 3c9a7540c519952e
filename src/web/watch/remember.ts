/** Where somebody stopped, on this device and nowhere else, and only when they ask for it. */
import type { Playback } from './playback.ts';
import type { PlayerWords } from './player-words.ts';
import { formatTime } from './time.ts';

/** Nearer to either end than this nobody wants to go on from. */
const EDGE = 3;

export function startRemembering(page: HTMLElement, head: Playback, words: PlayerWords): void {
  const store = storage();
  const more = document.getElementById('settings');
  if (!store || !more) return;
  const key = `stopped ${page.dataset.at ?? ''}`;
  const label = document.createElement('label');
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.id = 'remember';
  const known = store.getItem(key);
  box.checked = known !== null;
  label.append(box, ` ${words.remember}`);
  more.append(label);

  const save = (): void => {
    if (box.checked) store.setItem(key, String(Math.floor(head.time)));
  };
  box.addEventListener('change', () => (box.checked ? save() : store.removeItem(key)));
  head.addEventListener('change', save);
  addEventListener('pagehide', save);

  const at = Number(known ?? 0);
  if (at > EDGE && at < head.length - EDGE) {
    head.seek(at);
    label.append(` (${formatTime(at)})`);
  }
}

/** A sandboxed frame, or a reader who wants it so, has none. */
function storage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
