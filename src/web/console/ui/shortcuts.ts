/** Keyboard shortcuts: keys pressed one after the other, never while somebody writes. What is on offer can be listed. */
import { useEffect, useRef, useSyncExternalStore } from 'react';

export interface Shortcut {
  /** Like `c`, or `g c`: one after the other. */
  readonly keys: string;
  readonly name: string;
  readonly act: { current: () => void };
}

const IN_A_ROW_MS = 1_000;
const ALONE = '[role="dialog"], [role="alertdialog"]:not(.toast), [role="menu"], [role="listbox"].popover *';
const offered = new Set<Shortcut>();
const watchers = new Set<() => void>();
let list: readonly Shortcut[] = [];

function changed(): void {
  list = [...offered];
  for (const tell of watchers) tell();
}

/** Offers a shortcut while the component is shown. Without `keys`: none. */
export function useShortcut(keys: string | undefined, name: string, act: () => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!keys) return;
    const own = { keys, name, act: latest };
    offered.add(own);
    changed();
    return () => {
      offered.delete(own);
      changed();
    };
  }, [keys, name]);
}

export const useOffered = (): readonly Shortcut[] =>
  useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => list,
  );

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !['checkbox', 'radio', 'button'].includes((target as HTMLInputElement).type);

/** Listens on the document; answers how to stop. */
export function listenForShortcuts(): () => void {
  let before = '';
  let at = 0;
  const pressed = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || writes(event.target)) return;
    // A dialog has the keyboard to itself; a line at the edge that says what was done has not.
    if (document.querySelector(ALONE)) return;
    const { timeStamp, key } = event;
    const row = timeStamp - at < IN_A_ROW_MS && before ? `${before} ${key.toLowerCase()}` : '';
    before = key.toLowerCase();
    at = timeStamp;
    const found = list.findLast(({ keys }) => keys === row) ?? list.findLast(({ keys }) => keys === before);
    if (!found) return;
    event.preventDefault();
    before = '';
    found.act.current();
  };
  document.addEventListener('keydown', pressed);
  return () => document.removeEventListener('keydown', pressed);
}
