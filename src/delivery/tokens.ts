/** Tokens: what a link or a session is made of, and the hash by which it is looked up. */
import { createHash, randomBytes } from 'node:crypto';

/** 192 random bits, base64url: 32 characters. */
export const newToken = (): string => randomBytes(24).toString('base64url');

/** A token is random enough that a plain hash keeps it. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Whether a text can be a token at all; what cannot is not looked up. */
export const isToken = (text: string): boolean => /^[A-Za-z0-9_-]{22,64}$/.test(text);
