/** The log: JSON lines on stderr. Only keys on this list leave the process, whatever a caller hands over. */
import { type Logger, pino } from 'pino';

/** Codes, counts, durations and random ids. No name here may ever carry what a person wrote. */
const ALLOWED = new Set([
  'level',
  'time',
  'msg',
  'code',
  'room',
  'campaign',
  'video',
  'template',
  'folder',
  'scene',
  'field',
  'format',
  'route',
  'method',
  'status',
  'ms',
  'request',
  'attempt',
  'count',
  'bytes',
  'frames',
  'drawn',
  'seconds',
  'mode',
  'pid',
  'port',
  'browser',
  'build',
  'topic',
  'queue',
  'role',
  'signal',
  'exit',
]);

const only = (entry: Record<string, unknown>): Record<string, unknown> => {
  const kept = Object.entries(entry).filter(([key]) => ALLOWED.has(key));
  const error = entry.err ?? entry.error;
  // Of an error only its code and name: messages and stacks may hold values.
  if (error instanceof Error) kept.push(['code', (error as { code?: unknown }).code ?? error.name]);
  return Object.fromEntries(kept.filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)));
};

export function createLog(level: string): Logger {
  return pino({ level, base: null, formatters: { log: only }, serializers: { err: (error) => error } }, process.stderr);
}
