/** Fills phrases. What stands in for a name is isolated, so that a name in another script disturbs nothing around it. */
import { IntlMessageFormat } from 'intl-messageformat';
import { Fragment, type ReactNode } from 'react';

const known = new Map<string, IntlMessageFormat>();

/** Every phrase is read once. There are as many as there are words of ours: what comes from outside is never a phrase. */
function messageOf(locale: string, phrase: string): IntlMessageFormat {
  const key = `${locale} ${phrase}`;
  const message =
    known.get(key) ?? new IntlMessageFormat(phrase, `${locale}-u-nu-latn`, undefined, { ignoreTag: true });
  known.set(key, message);
  return message;
}

/**
 * `say('en', '{sender} says …', {sender: 'Northlight'})`: every filled-in text stands in `<bdi>`; numbers are written, and
 * plurals chosen, as the locale does; elements stand as they are.
 */
export function say(locale: string, phrase: string, values: Readonly<Record<string, ReactNode>> = {}): ReactNode {
  const isolated = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? <bdi>{value}</bdi> : value]),
  );
  const parts = messageOf(locale, phrase).format<ReactNode>(isolated);
  return Array.isArray(parts)
    ? parts.map((part, index) => <Fragment key={index}>{part}</Fragment>)
    : (parts as ReactNode);
}

/** As `say`, as plain text: for attributes. */
export const fill = (locale: string, phrase: string, values: Readonly<Record<string, string | number>> = {}): string =>
  String(messageOf(locale, phrase).format(values));

/** A sentence from the end of one: `to greet you` → `To greet you.` */
export const sentence = (text: string): string => {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  const start = trimmed.charAt(0).toLocaleUpperCase() + trimmed.slice(1);
  return /[.!?…؟]$/.test(start) ? start : `${start}.`;
};
