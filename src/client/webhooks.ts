/** Messages of webhooks, verified by Standard Webhooks 1.0; runs wherever there is WebCrypto. */
import type { WebhookMessage } from '../webhooks/events.ts';

export type { WebhookMessage } from '../webhooks/events.ts';

export class WebhookVerificationError extends Error {
  override name = 'WebhookVerificationError';
}

const PREFIX = 'whsec_';
const TOLERANCE_SECONDS = 300;

type HeadersLike = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The message in `body`, which must be the bytes as they arrived, not JSON written anew. Throws a
 * `WebhookVerificationError` where no signature holds, or where the message is more than five minutes off.
 */
export async function verifyWebhook(
  secret: string,
  { headers, body }: { readonly headers: HeadersLike; readonly body: string },
): Promise<WebhookMessage> {
  const id = headerOf(headers, 'webhook-id');
  const timestamp = headerOf(headers, 'webhook-timestamp');
  const signatures = headerOf(headers, 'webhook-signature').split(' ');
  const off = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!(off <= TOLERANCE_SECONDS)) throw new WebhookVerificationError('The message is too old or too new.');
  const raw = Uint8Array.from(atob(secret.slice(PREFIX.length)), (char) => char.charCodeAt(0));
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', raw, algorithm, false, ['verify']);
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  for (const signature of signatures) {
    const [version, base64 = ''] = signature.split(',');
    if (version !== 'v1') continue;
    const mac = bytesOf(base64);
    if (mac && (await crypto.subtle.verify(algorithm, key, mac, signed))) return JSON.parse(body) as WebhookMessage;
  }
  throw new WebhookVerificationError('No signature fits the secret.');
}

function headerOf(headers: HeadersLike, name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : headers[name];
  if (typeof value !== 'string') throw new WebhookVerificationError(`The header ${name} is missing.`);
  return value;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}
