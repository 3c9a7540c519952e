/** What an import says of a file: sums, the first errors, and what became of each field. Values are never in it. */
import type { GateAnswer, RowCode, RowIssue } from '../../consent/index.ts';
import type { Encoding } from './decode.ts';
import type { ReadCode } from './rows.ts';

export interface RowError {
  /** From 1; a CSV's header is not a row. */
  readonly row: number;
  /** Only where it is a good one. */
  readonly id?: string;
  /** The part of the row, or the column of the CSV; empty for the row itself. */
  readonly path: string;
  readonly code: RowCode | ReadCode | 'erased';
}

export interface FieldCount {
  readonly declared: boolean;
  readonly granted: number;
  readonly withheld: number;
  readonly dropped: number;
  readonly refused: number;
}

export interface ImportReport {
  readonly accepted: number;
  readonly rejected: number;
  /** The first hundred. */
  readonly errors: RowError[];
  /** By key; a column whose name is not identifier-like is counted under `other`. */
  readonly fields: Readonly<Record<string, FieldCount>>;
  readonly file: { readonly encoding: Encoding; readonly delimiter?: ',' | ';' | '\t' };
}

const MOST_ERRORS = 100;
/** Columns a report names. Those beyond are counted together. */
const MOST_FIELDS = 1000;

export class Report {
  #accepted = 0;
  #rejected = 0;
  readonly #errors: RowError[] = [];
  readonly #fields = new Map<string, { -readonly [K in keyof FieldCount]: FieldCount[K] }>();

  constructor(declared: readonly string[]) {
    for (const key of declared) this.#field(key, true);
  }

  get rows(): number {
    return this.#accepted + this.#rejected;
  }

  accept(answer: Extract<GateAnswer, { verdict: unknown }>['fields']): void {
    this.#accepted += 1;
    for (const [key, { declared, outcome, reason }] of Object.entries(answer)) {
      // What was not in the row was not withheld either.
      if (reason !== 'absent') this.#field(key, declared)[outcome] += 1;
    }
  }

  reject(row: number, issues: readonly (Pick<RowError, 'code'> & { path?: string })[], id?: string): void {
    this.#rejected += 1;
    for (const { code, path = '' } of issues) {
      if (this.#errors.length < MOST_ERRORS)
        this.#errors.push({ row, ...(id === undefined ? {} : { id }), path, code });
    }
  }

  done(file: ImportReport['file']): ImportReport {
    return {
      accepted: this.#accepted,
      rejected: this.#rejected,
      errors: this.#errors,
      fields: Object.fromEntries(this.#fields),
      file,
    };
  }

  #field(key: string, declared: boolean) {
    const name = this.#fields.has(key) || this.#fields.size < MOST_FIELDS ? key : 'other';
    const count = this.#fields.get(name) ?? { declared, granted: 0, withheld: 0, dropped: 0, refused: 0 };
    this.#fields.set(name, count);
    return count;
  }
}

/** The issues of a row under the names its sender uses. */
export const renamed = (issues: readonly RowIssue[], names: Readonly<Record<string, string>>): RowIssue[] =>
  issues.map(({ path, code }) => ({ path: names[path] ?? path, code }));
