/** A profile on its way through the queue: sealed under the person's key, and still consented when it comes out. */
import { type DataKey, seal, unseal } from '../storage/index.ts';
import type { Consented, Profile } from './types.ts';

/** Seals what the gate let through; `bound` names the one job it is for. */
export const sealProfile = (key: DataKey, data: Consented<Profile>, bound: string): Buffer =>
  seal(key, JSON.stringify(data), bound);

/** What `sealProfile` sealed; `undefined` under another key, for another job, or after a change. */
export function openProfile(key: DataKey, box: Buffer, bound: string): Consented<Profile> | undefined {
  try {
    return JSON.parse(unseal(key, box, bound).toString()) as Consented<Profile>;
  } catch {
    return undefined;
  }
}
