/**
 * Payment cards, bank accounts and national identity numbers, told by shape and check digit.
 * Made for precision: a bare run of digits counts only where its checks leave fewer than one random number in two
 * hundred; weaker ones count in the punctuation they are written with, or not at all (their column's name is refused).
 */
import { ean13, luhn, mod11Then10, mod97, verhoeff, weighted } from './check-digits.ts';

interface Shape {
  readonly kind: 'payment-card' | 'bank-account' | 'identity-number';
  readonly pattern: RegExp;
  /** Gets the match without blanks and punctuation. */
  readonly check: (compact: string) => boolean;
}

/** Not inside a longer word or number: `1234-4111…` is somebody's order number. */
const whole = (pattern: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}_])(?<!\\p{N}[-.,/])(?:${pattern})(?![\\p{L}\\p{N}_])(?![-.,/]\\p{N})`, 'giu');

/** First digits and length of the cards in use (ISO/IEC 7812 ranges of the networks). */
const CARD =
  /^(?:4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|(?:6011|64[4-9]\d|65\d\d|35(?:2[89]|[3-8]\d)|62\d\d|5018|5020|5038|6304|6759|676[1-3])\d{12})$/;

/** Length of an IBAN by country (SWIFT's registry). */
const IBAN_LENGTH: Readonly<Record<string, number>> = Object.fromEntries(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18
   FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21
   LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27
   ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20`
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

const isDate = (month: number, day: number): boolean => month >= 1 && month <= 12 && day >= 1 && day <= 31;
/** Two-digit years of birth; 12 to 30 read as the recent date that many order numbers begin with. */
const isBirthYear = (year: number): boolean => year <= 11 || year >= 31;
/** Whether six digits are a date of birth, in the order that `layout` gives (`dmy` or `ymd`). */
function isBirth(digits: string, layout: 'dmy' | 'ymd'): boolean {
  const [a, b, c] = [0, 2, 4].map((at) => Number(digits.slice(at, at + 2))) as [number, number, number];
  return layout === 'dmy' ? isDate(b, a) && isBirthYear(c) : isDate(b, c) && isBirthYear(a);
}

/** Of the first ten digits of a German tax number exactly one stands twice or three times. */
function germanTax(digits: string): boolean {
  const counts = new Map<string, number>();
  for (const digit of digits.slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const repeated = [...counts.values()].filter((count) => count > 1);
  return repeated.length === 1 && (repeated[0] as number) <= 3 && mod11Then10(digits);
}

function germanPension(text: string): boolean {
  const digits = text.slice(0, 8) + String(text.toUpperCase().charCodeAt(8) - 64).padStart(2, '0') + text.slice(9, 11);
  const products = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1].map((weight, at) => weight * Number(digits[at]));
  const sum = products.reduce((total, product) => total + Math.floor(product / 10) + (product % 10), 0);
  return isDate(Number(text.slice(4, 6)), Number(text.slice(2, 4)) % 50) && sum % 10 === Number(text[11]);
}

function italianTax(text: string): boolean {
  const odd = '1 0 5 7 9 13 15 17 19 21 2 4 18 20 11 3 6 8 12 14 16 10 22 25 24 23'.split(' ').map(Number);
  const sum = Array.from(text.slice(0, 15).toUpperCase()).reduce((total, character, at) => {
    const value = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65;
    return total + (at % 2 === 0 ? (odd[value] as number) : value);
  }, 0);
  return String.fromCharCode(65 + (sum % 26)) === text[15]?.toUpperCase();
}

function norwegian(digits: string): boolean {
  const first = (11 - (weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
  const second = (11 - (weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return isBirth(digits, 'dmy') && first === Number(digits[9]) && second === Number(digits[10]);
}

function polish(digits: string): boolean {
  const month = Number(digits.slice(2, 4));
  const born = month > 20 ? Number(digits.slice(0, 2)) <= 11 : Number(digits.slice(0, 2)) >= 31;
  const sum = weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]);
  return born && isDate(month > 20 ? month - 20 : month, Number(digits.slice(4, 6))) && sum % 10 === 0;
}

function brazilian(digits: string): boolean {
  const check = (length: number) => {
    const rest =
      weighted(
        digits,
        Array.from({ length }, (_, at) => length + 1 - at),
      ) % 11;
    return rest < 2 ? 0 : 11 - rest;
  };
  return check(9) === Number(digits[9]) && check(10) === Number(digits[10]);
}

function belgian(digits: string): boolean {
  const check = 97 - Number(digits.slice(9));
  return [`${digits.slice(0, 9)}`, `2${digits.slice(0, 9)}`].some((base) => Number(base) % 97 === check);
}

const spanish = (text: string): boolean => {
  const number = text.toUpperCase().replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(number.slice(0, 8)) % 23] === number[8];
};

const identity = (pattern: string, check: Shape['check'] = () => true): Shape => ({
  kind: 'identity-number',
  pattern: whole(pattern),
  check,
});

const SHAPES: readonly Shape[] = [
  {
    kind: 'payment-card',
    pattern: whole(
      '\\d{14,16}|\\d{4}([ -])\\d{4}\\1\\d{4}\\1\\d{4}|\\d{4}([ -])\\d{6}\\2\\d{5}|\\d{4}([ -])\\d{6}\\3\\d{4}',
    ),
    check: (digits) => CARD.test(digits) && luhn(digits),
  },
  {
    kind: 'bank-account',
    pattern: whole('[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?'),
    check: (text) =>
      IBAN_LENGTH[text.slice(0, 2).toUpperCase()] === text.length && mod97(text.slice(4) + text.slice(0, 4)) === 1,
  },
  // Germany: tax and pension insurance
  identity('[1-9]\\d{10}|[1-9]\\d \\d{3} \\d{3} \\d{3}', germanTax),
  identity('\\d{2} ?\\d{6} ?[A-Z] ?\\d{3}', germanPension),
  // Austria, in two groups: the check digit is the fourth, the rest a date of birth
  identity(
    '[1-9]\\d{3} \\d{6}',
    (digits) =>
      isBirth(digits.slice(4), 'dmy') && weighted(digits, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === Number(digits[3]),
  ),
  identity('756\\.?\\d{4}\\.?\\d{4}\\.?\\d{2}', ean13), // Switzerland
  identity('(?!000|666|9)\\d{3}-(?!00)\\d{2}-(?!0000)\\d{4}'), // United States
  identity('(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]'), // United Kingdom
  identity('[0-9XYZ]\\d{7}-?[A-Z]', spanish),
  identity('[A-Z]{6}\\d{2}[ABCDEHLMPRST]\\d{2}[A-Z]\\d{3}[A-Z]', italianTax),
  identity(
    '[12] ?\\d{2} ?(?:0[1-9]|1[0-2]|[23]\\d) ?\\d[\\dAB] ?\\d{3} ?\\d{3} ?\\d{2}', // France
    (text) => 97 - mod97(corsican(text.slice(0, 13))) === Number(text.slice(13)),
  ),
  identity('(?:19|20)?\\d{6}[-+]\\d{4}', (digits) => isBirth(digits.slice(-10), 'ymd') && luhn(digits.slice(-10))), // Sweden
  identity('\\d{6}[-+A]\\d{3}[0-9A-Z]', finnish),
  identity('\\d{11}', norwegian),
  identity('\\d{11}', polish),
  identity('\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}', brazilian),
  identity('\\d{2}\\.\\d{2}\\.\\d{2}-\\d{3}\\.\\d{2}', belgian),
  identity('[2-9]\\d{3} \\d{4} \\d{4}', verhoeff), // India
  identity(
    '\\d{6}/\\d{4}',
    (digits) => Number(digits) % 11 === 0 && isDate((Number(digits.slice(2, 4)) % 50) % 20, Number(digits.slice(4, 6))),
  ), // Czechia, Slovakia
];

const corsican = (text: string): string => text.toUpperCase().replace('2A', '19').replace('2B', '18');
/** The sign tells the century: `-` and `+` before 2000, `A` after. */
function finnish(text: string): boolean {
  const compact = text.toUpperCase().replace(/^(\d{6})A/, '$1');
  const year = Number(compact.slice(4, 6));
  const born = compact === text.toUpperCase() ? year >= 31 : year <= 11;
  const check = '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(compact.slice(0, 9)) % 31];
  return born && isDate(Number(compact.slice(2, 4)), Number(compact.slice(0, 2))) && check === compact[9];
}

/** What kind of number the text holds, or `undefined`. `bare`: whether a mere run of digits counts. */
export function findNumber(text: string, options: { readonly bare: boolean }): Shape['kind'] | undefined {
  if ((text.match(/\d/g)?.length ?? 0) < 6) return undefined;
  for (const { kind, pattern, check } of SHAPES) {
    for (const [match] of text.matchAll(pattern)) {
      const bare = /^\d+$/.test(match);
      if ((options.bare || !bare) && check(match.replace(/[^\p{L}\p{N}]/gu, ''))) return kind;
    }
  }
  return undefined;
}
