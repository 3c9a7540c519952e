import type { Logger } from 'pino';

/** Logs a connection's error by its code alone, as its message and properties may hold settings; once a second at most. */
export function teller(log: Logger): (error: Error & { code?: unknown }) => void {
  let last = 0;
  return (error) => {
    if (Date.now() - last < 1000) return;
    last = Date.now();
    log.warn({ room: 'queue', code: String(error.code ?? error.name) }, 'a connection of the queue failed');
  };
}
