/** The look of this browser's console: read from its cookie, changed at once. */
import { useSyncExternalStore } from 'react';
import { type Look, lookCookie, readLook } from './look-cookie.ts';

let look: Look = readLook(document.cookie);
const watchers = new Set<() => void>();

export const useLook = (): Look =>
  useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => look,
  );

export function setLook(change: Partial<Look>): void {
  look = { ...look, ...change };
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser yet
  document.cookie = lookCookie(look);
  const root = document.documentElement;
  root.classList.remove('light', 'dark');
  if (look.scheme !== 'system') root.classList.add(look.scheme);
  root.dataset.density = look.density;
  for (const tell of watchers) tell();
}
