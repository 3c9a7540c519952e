/** An audience as a German spreadsheet saves it: ten thousand customers, columns of its own names, and every kind of bad row. */
import type { Written } from '../support/xlsx.ts';

export const ROWS = 10_000;
export const MONTHS = ['Jan', 'Feb', 'Mrz', 'Apr', 'Mai', 'Jun', 'Jul', 'Aug', 'Sep', 'Okt', 'Nov', 'Dez'];
export const HEADER = [
  ...['Kunden-Nr.', 'Anrede', 'Vorname', 'Nachname', 'E-Mail'],
  ...MONTHS.map((month) => `Verbrauch ${month}`),
  ...['Tarif', 'Bemerkung', 'Einwilligung Video', 'Einwilligung am', 'Einwilligung gültig bis'],
];
/** Of which nothing can be kept: form of address, surname, address, remark. */
export const NOT_KEPT = 4;

const NAMES = ['Zoë', 'Jürgen', 'Käthe', 'Åse', 'Mia', 'Größe', 'Émilie', 'Otto'];
const PLANS = ['Solo', 'Plus', 'Family'];

/** What is wrong with every hundredth row, in turn, and the code it is rejected with; none: a value is withheld. */
const FAULTS = [
  { what: 'an address for an id', id: 'kunde@beispiel.de', code: 'id-personal' },
  { what: 'a phone number for an id', id: '0170 1234567', code: 'id-personal' },
  { what: 'a number of the spreadsheet', id: '1,00E+05', code: 'id-spreadsheet' },
  { what: 'no id', id: '', code: 'id-missing' },
  { what: 'an umlaut in the id', id: 'Müller-1', code: 'id-shape' },
  { what: 'a yes without a date', givenAt: '', code: 'record-time' },
  { what: 'a day that never was', givenAt: '31.02.2026', code: 'record-time' },
  { what: 'a failed formula', usage: '#NV' },
  { what: 'words for a number', usage: 'viel' },
  { what: 'a plan that does not exist', plan: 'Gold' },
] as const;
type Fault = {
  readonly id?: string;
  readonly givenAt?: string;
  readonly usage?: string;
  readonly plan?: string;
  readonly code?: string;
};

interface Person {
  readonly cells: readonly Written[];
  readonly fault: Fault | undefined;
  readonly agrees: boolean;
}

const EVERY = 100;

function person(index: number): Person {
  const fault: Fault | undefined = index % EVERY === 0 ? FAULTS[(index / EVERY) % FAULTS.length] : undefined;
  const agrees = fault !== undefined || index % 3 !== 0;
  const usage = MONTHS.map((_, month): Written => {
    if (month === 3 && fault?.usage) return fault.usage;
    return (100_000 + ((index * 37 + month * 101) % 2500)) / 100;
  });
  return {
    fault,
    agrees,
    cells: [
      fault?.id ?? `K${100_000 + index}`,
      index % 2 ? 'Frau' : 'Herr',
      NAMES[index % NAMES.length] ?? '',
      'Mustermann',
      `person${index}@beispiel.de`,
      ...usage,
      fault?.plan ?? PLANS[index % PLANS.length] ?? '',
      index % 50 === 0 ? 'sagt "Hallo"; wohnt\nhinten' : '',
      agrees ? 'ja' : 'nein',
      fault?.givenAt ?? (agrees ? { date: '2026-05-01' } : ''),
      agrees ? { date: '2036-04-30' } : '',
    ],
  };
}

export const PEOPLE: readonly Person[] = Array.from({ length: ROWS }, (_, index) => person(index));

/** What must come of the first so many. */
export function expected(rows: number) {
  const people = PEOPLE.slice(0, rows);
  const count = (is: (one: Person) => boolean): number => people.filter(is).length;
  const rejections = people.flatMap(({ fault }) => fault?.code ?? []);
  return {
    rejected: rejections.length,
    codes: Object.fromEntries(
      [...new Set(rejections)].map((code) => [code, rejections.filter((one) => one === code).length]),
    ),
    granted: {
      firstName: count(({ fault, agrees }) => agrees && !fault?.code),
      usageKwh: count(({ fault, agrees }) => agrees && !fault?.code && !fault?.usage),
      plan: count(({ fault, agrees }) => agrees && !fault?.code && !fault?.plan),
    },
  };
}

const germanDay = (iso: string): string => iso.split('-').reverse().join('.');
function asText(value: Written): string {
  if (value === null) return '';
  if (typeof value === 'number') {
    const [whole = '', fraction] = String(value).split('.');
    return whole.replace(/\B(?=(\d{3})+$)/g, '.') + (fraction ? `,${fraction}` : '');
  }
  return typeof value === 'object' && 'date' in value ? germanDay(value.date) : String(value);
}
const quoted = (cell: string): string => (/[";\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** A title, an empty line, the header in line 3; `;;;` at the end, as deleted rows leave it. */
export const germanText = (rows = ROWS): string =>
  [
    'Kundenexport Mai 2026',
    '',
    ...[HEADER, ...PEOPLE.slice(0, rows).map(({ cells }) => cells.map(asText))].map((cells) =>
      cells.map(quoted).join(';'),
    ),
    ';'.repeat(HEADER.length - 1),
    '',
  ].join('\r\n');

/** The same as a workbook. */
export const germanSheet = (): (readonly Written[])[] => [
  ['Kundenexport Mai 2026'],
  [],
  HEADER,
  ...PEOPLE.map(({ cells }) => cells),
];
