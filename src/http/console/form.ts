/** What the forms of the console send. */
import express from 'express';
import { AccountError } from '../../accounts/index.ts';

/** A sign-in form holds a name, an address and a password, or a key. */
export const form = express.urlencoded({ extended: false, limit: '4kb' });

/** What a form sent; empty where it did not. */
export function texts(body: unknown): Record<'key' | 'email' | 'password' | 'code' | 'name', string> {
  const sent = (body ?? {}) as Record<string, unknown>;
  const text = (name: string) => (typeof sent[name] === 'string' ? sent[name] : '');
  return {
    key: text('key'),
    email: text('email').trim(),
    password: text('password'),
    code: text('code'),
    name: text('name'),
  };
}

/** `undefined` where it is refused with this code. */
export async function allowing<T>(code: AccountError['code'], work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AccountError && error.code === code) return undefined;
    throw error;
  }
}
