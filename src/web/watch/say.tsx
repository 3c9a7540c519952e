/** Fills phrases. What stands in for a name is isolated, so that a name in another script disturbs nothing around it. */
import { Fragment, type ReactNode } from 'react';

/** `say('{sender} says …', {sender: 'Northlight'})`: every filled-in text stands in `<bdi>`, every element as it is. */
export function say(phrase: string, values: Readonly<Record<string, ReactNode>>): ReactNode {
  return phrase.split(/(\{\w+\})/).map((part, index) => {
    const value = /^\{\w+\}$/.test(part) ? values[part.slice(1, -1)] : undefined;
    const shown = value === undefined ? part : typeof value === 'string' ? <bdi>{value}</bdi> : value;
    return <Fragment key={index}>{shown}</Fragment>;
  });
}

/** As `say`, as plain text: for attributes. */
export const fill = (phrase: string, values: Readonly<Record<string, string>>): string =>
  phrase.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

/** A sentence from the end of one: `to greet you` → `To greet you.` */
export const sentence = (text: string): string => {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  const start = trimmed.charAt(0).toLocaleUpperCase() + trimmed.slice(1);
  return /[.!?…]$/.test(start) ? start : `${start}.`;
};
