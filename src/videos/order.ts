/**
 * What a job carries: the person's profile as the gate let it through, sealed under that person's key. With the key,
 * every waiting copy ends; and the gate is asked again before a job draws from its own.
 */
import { openProfile, sealProfile } from '../consent/index.ts';
import type { Consented, Profile } from '../consent/types.ts';
import type { DataKey } from '../storage/index.ts';

const boundTo = (id: string, version: string): string => `video:${id}:${version}:order`;

/** Base64, for `RenderJobData.sealed`. */
export const sealOrder = (key: DataKey, id: string, version: string, data: Consented<Profile>): string =>
  sealProfile(key, data, boundTo(id, version)).toString('base64');

/** The profile, if the order is for this version and was sealed under this key. */
export const openOrder = (key: DataKey, id: string, version: string, sealed: string): Consented<Profile> | undefined =>
  openProfile(key, Buffer.from(sealed, 'base64'), boundTo(id, version));
