/**
 * What a job carries, sealed under the recipient's key: the version that was ordered. The values themselves are read at
 * the gate when the job starts, so that a waiting job never holds what was withdrawn meanwhile.
 */
import { type DataKey, seal, unseal } from '../storage/index.ts';

const boundTo = (id: string): string => `video:${id}:order`;

/** Base64, for `RenderJobData.sealed`. */
export const sealOrder = (key: DataKey, id: string, version: string): string =>
  seal(key, version, boundTo(id)).toString('base64');

/** Whether the order is for this version, and was sealed under this key. */
export function openOrder(key: DataKey, id: string, sealed: string, version: string): boolean {
  try {
    return unseal(key, Buffer.from(sealed, 'base64'), boundTo(id)).toString() === version;
  } catch {
    return false;
  }
}
