/**
 * Signed receipts (JWS, RFC 7515, with Ed25519): the receipt as JSON, and beside it a signature over exactly that. Anybody
 * can check one with the public keys at `/.well-known/jwks.json`. The private key is one of the service, sealed as all are.
 */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { CompactSign, calculateJwkThumbprint, compactVerify, exportJWK, type JWK } from 'jose';
import type { Storage } from '../storage/index.ts';

/** The member of a receipt that holds the signature over the others. */
const SIGNATURE = 'candor:jws';
const KEY_ID = 'signing:receipts';
const TYPE = 'candor-receipt+jws';
/** What stands before 32 bytes of seed in the PKCS #8 form of an Ed25519 key (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

export type Checked =
  | { readonly result: 'good'; readonly receipt: Readonly<Record<string, unknown>> }
  /** Signed here, and not what stands beside the signature. */
  | { readonly result: 'changed' }
  | { readonly result: 'unknown' };

export interface Receipts {
  /** The receipt with its signature as one more member. The same receipt has the same signature. */
  sign(receipt: object): Promise<Readonly<Record<string, unknown>>>;
  /** The signature alone (compact); it holds the receipt. */
  signature(receipt: object): Promise<string>;
  /** Checks the text of a receipt's file, or a signature alone. */
  check(text: string): Promise<Checked>;
  /** The public keys, as a JWK set. */
  keys(): Promise<{ readonly keys: readonly JWK[] }>;
}

interface Pair {
  readonly secret: KeyObject;
  readonly open: KeyObject;
  readonly id: string;
  readonly jwk: JWK;
}

export function openReceipts(storage: Storage): Receipts {
  let made: Promise<Pair> | undefined;
  const pair = (): Promise<Pair> => {
    made ??= readPair(storage).catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };

  async function signature(receipt: object): Promise<string> {
    const { secret, id } = await pair();
    return new CompactSign(Buffer.from(JSON.stringify(receipt)))
      .setProtectedHeader({ alg: 'EdDSA', kid: id, typ: TYPE })
      .sign(secret);
  }

  async function payloadOf(jws: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    try {
      const { payload, protectedHeader } = await compactVerify(jws, (await pair()).open, { algorithms: ['EdDSA'] });
      return protectedHeader.typ === TYPE ? (JSON.parse(Buffer.from(payload).toString()) as never) : undefined;
    } catch {
      return undefined;
    }
  }

  return {
    signature,
    sign: async (receipt) => ({ ...receipt, [SIGNATURE]: await signature(receipt) }),
    async check(text) {
      const file = objectIn(text);
      const jws = file ? file[SIGNATURE] : text.trim();
      const receipt = typeof jws === 'string' ? await payloadOf(jws) : undefined;
      if (!receipt) return { result: 'unknown' };
      const { [SIGNATURE]: _, ...rest } = file ?? receipt;
      return isDeepStrictEqual(rest, receipt) ? { result: 'good', receipt } : { result: 'changed' };
    },
    keys: async () => ({ keys: [(await pair()).jwk] }),
  };
}

async function readPair(storage: Storage): Promise<Pair> {
  const seed = await storage.keys.ensure(KEY_ID);
  const secret = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const open = createPublicKey(secret);
  const bare = await exportJWK(open);
  const id = await calculateJwkThumbprint(bare);
  return { secret, open, id, jwk: { ...bare, kid: id, alg: 'EdDSA', use: 'sig' } };
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return isObject ? (parsed as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
