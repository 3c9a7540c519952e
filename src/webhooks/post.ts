/** One POST to a target: to an address that was checked, without following anywhere, and without reading what comes back. */
import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { TargetError } from './errors.ts';
import { addressesOf, parseTarget, type TargetRules } from './target.ts';

/** What became of one try. `code` is absent for a success. */
export interface Outcome {
  readonly ms: number;
  readonly status?: number;
  readonly code?: TryCode;
  /** What the receiver asks to wait, in milliseconds. */
  readonly waitMs?: number;
}

/** Why a try was no success. */
export const TRY_CODES = {
  refused: 'The receiver answered with another status than 2xx.',
  redirect: 'The receiver sends elsewhere; name that address instead.',
  gone: 'The receiver answered 410; the webhook was turned off.',
  'timed-out': 'No answer within 15 seconds.',
  unreachable: 'No connection.',
  'bad-certificate': 'The certificate is not one for this name, or not trusted.',
  'url-internal': 'The name leads to an address that is not public.',
  'url-unresolved': 'The name has no address.',
} as const;
export type TryCode = keyof typeof TRY_CODES;

const PATIENCE_MS = 15_000;
const LONGEST_WAIT_MS = 3_600_000;
const MOST_READ = 65_536;

/** Never throws for what the target does. */
export async function post(
  target: string,
  o: { readonly headers: Readonly<Record<string, string>>; readonly body: string; readonly signal: AbortSignal },
  rules: TargetRules,
): Promise<Outcome> {
  const started = performance.now();
  const took = () => Math.round(performance.now() - started);
  const late = AbortSignal.timeout(PATIENCE_MS);
  try {
    const url = parseTarget(target, rules.loopback);
    const pinned = await addressesOf(url, rules);
    const answer = await exchange(url, pinned, { ...o, signal: AbortSignal.any([o.signal, late]) });
    return { ms: took(), ...answer };
  } catch (error) {
    return { ms: took(), code: late.aborted ? 'timed-out' : codeOf(error) };
  }
}

function exchange(
  url: URL,
  pinned: Awaited<ReturnType<typeof addressesOf>>,
  { headers, body, signal }: { headers: Readonly<Record<string, string>>; body: string; signal: AbortSignal },
): Promise<Omit<Outcome, 'ms'>> {
  // A name is not looked up again: these addresses were checked.
  const lookup: LookupFunction = (_name, options, done) => {
    const [first] = pinned;
    if (!first) done(new Error('no address'), '', 0);
    else if (options.all) done(null, [...pinned]);
    else done(null, first.address, first.family);
  };
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? overHttps : overHttp;
    const length = Buffer.byteLength(body);
    const request = send(url, {
      method: 'POST',
      agent: false,
      lookup,
      signal,
      headers: {
        'content-type': 'application/json',
        'content-length': length,
        'user-agent': 'Candor',
        ...headers,
      },
    });
    request.once('error', reject);
    request.once('response', (response) => {
      const { statusCode: status = 0 } = response;
      resolve({ status, ...judge(status), ...waitOf(response.headers['retry-after']) });
      // What it says is nobody's business here; much of it is not even waited for.
      let read = 0;
      response.on('error', () => {});
      response.on('data', (chunk: Buffer) => {
        read += chunk.length;
        if (read > MOST_READ) response.destroy();
      });
    });
    request.end(body);
  });
}

function judge(status: number): { code?: TryCode } {
  if (status >= 200 && status < 300) return {};
  if (status >= 300 && status < 400) return { code: 'redirect' };
  return { code: status === 410 ? 'gone' : 'refused' };
}

/** `Retry-After` in seconds (RFC 9110, 10.2.3); a date is left to our own schedule. */
function waitOf(header: string | undefined): { waitMs?: number } {
  if (header === undefined || !/^\d{1,6}$/.test(header)) return {};
  return { waitMs: Math.min(Number(header) * 1000, LONGEST_WAIT_MS) };
}

function codeOf(error: unknown): TryCode {
  if (error instanceof TargetError) return error.code === 'url-unresolved' ? 'url-unresolved' : 'url-internal';
  const { code = '' } = (error ?? {}) as { code?: string };
  return /CERT|TLS|SSL|SIGNED|ISSUER/.test(code) ? 'bad-certificate' : 'unreachable';
}
