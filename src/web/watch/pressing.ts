/** Nothing is exchanged under a finger: a press that begins on one element and ends on another is no click. */

/** A press that is held longer than this, in milliseconds, is waited for no longer. */
const LONGEST = 1000;

const BEGINS = ['mousedown', 'touchstart', 'keydown'];
const ENDS = ['mouseup', 'touchend', 'touchcancel', 'keyup', 'blur'];

let held = false;
let waiting: (() => void)[] = [];

function end(event: Event): void {
  // The whole window's; that of an element is part of a press on another.
  if (event.type === 'blur' && event.target !== window) return;
  held = false;
  // The click comes after the end of the press.
  const told = waiting;
  waiting = [];
  setTimeout(() => {
    for (const tell of told) tell();
  });
}

export function watchPresses(): void {
  for (const name of BEGINS) {
    addEventListener(
      name,
      () => {
        held = true;
      },
      { capture: true, passive: true },
    );
  }
  for (const name of ENDS) addEventListener(name, end, { capture: true, passive: true });
}

/** Resolves when nothing is pressed. */
export function released(): Promise<void> {
  if (!held) return Promise.resolve();
  return new Promise((done) => {
    waiting.push(done);
    setTimeout(done, LONGEST);
  });
}
