/** What an import says of a file: sums, the first errors, and what became of each field. Values are never in it. */
import type { GateAnswer, RowCode, RowIssue } from '../../consent/index.ts';
import type { Delimiter, Encoding } from '../columns/mapping.ts';
import type { ReadCode } from '../columns/rows.ts';
import type { Drawing } from './estimate.ts';

/** Where a row stands. */
export interface RowPlace {
  /** From 1; a table's header is not a row. */
  readonly row: number;
  /** Of a table: where a spreadsheet shows it. */
  readonly line?: number;
}

export interface RowError extends RowPlace {
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
  /** The first hundred, or as many as were asked for. */
  readonly errors: RowError[];
  /** By key; a column whose name is not identifier-like is counted under `other`. */
  readonly fields: Readonly<Record<string, FieldCount>>;
  /** How the file was read. */
  readonly file: FileReport;
  /** What would be drawn; of a dry run that asked for it. */
  readonly drawing?: Drawing;
}

export interface FileReport {
  readonly encoding?: Encoding;
  readonly delimiter?: Delimiter;
  /** Of a table: how many columns it has, and of how many nothing can be kept. */
  readonly columns?: number;
  readonly notKept?: number;
}

const MOST_ERRORS = 100;
/** Columns a report names. Those beyond are counted together. */
const MOST_FIELDS = 1000;

export class Report {
  #accepted = 0;
  #rejected = 0;
  readonly #errors: RowError[] = [];
  readonly #fields = new Map<string, { -readonly [K in keyof FieldCount]: FieldCount[K] }>();

  readonly #mostErrors: number;

  constructor(declared: readonly string[], mostErrors = MOST_ERRORS) {
    this.#mostErrors = mostErrors;
    for (const key of declared) this.#field(key, true);
  }

  get accepted(): number {
    return this.#accepted;
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

  reject(place: RowPlace, issues: readonly (Pick<RowError, 'code'> & { path?: string })[], id?: string): void {
    this.#rejected += 1;
    for (const { code, path = '' } of issues) {
      if (this.#errors.length < this.#mostErrors)
        this.#errors.push({ ...place, ...(id === undefined ? {} : { id }), path, code });
    }
  }

  done(file: FileReport, drawing?: Drawing): ImportReport {
    return {
      accepted: this.#accepted,
      rejected: this.#rejected,
      errors: this.#errors,
      fields: Object.fromEntries(this.#fields),
      file,
      ...(drawing ? { drawing } : {}),
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
