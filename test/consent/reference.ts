/**
 * The reference: what CONTRACT's "The gate" says, told as plainly as possible over the whole history of one person, with
 * nothing forgotten. Times are whole hours. The real gate must never grant what this denies.
 */
export interface Row {
  readonly values: Readonly<Record<string, string>>;
  readonly records: readonly {
    readonly id: string;
    readonly purpose: string;
    readonly fields: readonly string[];
    readonly given: number;
    readonly expires?: number;
  }[];
}
type Record_ = Row['records'][number];

export type Event = { readonly wait: number } & (
  | { readonly kind: 'import'; readonly campaign: string; readonly row: Row }
  | { readonly kind: 'switch'; readonly campaign: string; readonly field: string; readonly on: boolean }
  | { readonly kind: 'withdraw'; readonly purpose?: string; readonly fields?: readonly string[] }
  | { readonly kind: 'erase' }
  | { readonly kind: 'sweep' }
);

export const PURPOSE_OF: Readonly<Record<string, string>> = { spring: 'p', summer: 'p', survey: 'q' };
export const CAMPAIGNS = Object.keys(PURPOSE_OF);
export const FIELDS = ['first', 'second'];

interface Ending {
  readonly at: number;
  readonly known: ReadonlySet<string>;
  readonly purpose?: string;
  readonly fields?: readonly string[];
}

export class Reference {
  readonly rows = new Map<string, Row>();
  #off = new Set<string>();
  #withdrawals: Ending[] = [];
  #erasure: Ending | undefined;
  readonly #everSeen = new Set<string>();

  /** Answers whether the event could happen: an erased person's rows are rejected. */
  apply(event: Event, now: number): boolean {
    if (event.kind === 'import') {
      const purpose = PURPOSE_OF[event.campaign];
      const erasure = this.#erasure;
      const isBack = (r: Record_) => r.purpose === purpose && r.given <= now && erasure && isNew(r, erasure);
      if (erasure && !event.row.records.some(isBack)) return false;
      this.rows.set(event.campaign, event.row);
      for (const record of event.row.records) this.#everSeen.add(record.id);
    }
    if (event.kind === 'switch') {
      const key = `${event.campaign} ${event.field}`;
      if (event.on) this.#off.delete(key);
      else this.#off.add(key);
    }
    if (event.kind === 'withdraw') this.#withdrawals.push({ ...event, at: now, known: new Set(this.#everSeen) });
    if (event.kind === 'erase') {
      this.rows.clear();
      this.#off.clear();
      this.#withdrawals = [];
      this.#erasure = { at: now, known: new Set(this.#everSeen) };
    }
    return true;
  }

  isOff(campaign: string, field: string): boolean {
    return this.#off.has(`${campaign} ${field}`);
  }

  /** Whether the field may be used now. */
  allows(campaign: string, field: string, now: number): boolean {
    return !this.isOff(campaign, field) && this.#grants(campaign, field, (r) => r.given <= now && !isOver(r, now));
  }

  /** Whether the field's value may rest now: it is granted, or will be, or the viewer could switch it on. */
  mayRest(campaign: string, field: string, now: number): boolean {
    return this.#grants(campaign, field, (r) => !isOver(r, now));
  }

  /** The reason for which a field with a good value is not used, as the first that holds of the contract's list. */
  reason(campaign: string, field: string, now: number): string | undefined {
    if (this.allows(campaign, field, now)) return undefined;
    const purpose = PURPOSE_OF[campaign];
    const all = (this.rows.get(campaign)?.records ?? []).filter((r) => r.fields.includes(field));
    const ours = all.filter((r) => r.purpose === purpose);
    const live = ours.filter((r) => !this.#isEnded(r, field, purpose));
    const holds: [string, boolean][] = [
      ['viewer-choice', live.some((r) => r.given <= now && !isOver(r, now))],
      ['withdrawn', live.length < ours.length],
      ['expired', live.some((r) => isOver(r, now))],
      ['not-yet', live.length > 0],
      ['other-purpose', all.length > 0],
      ['no-consent', true],
    ];
    return holds.find(([, held]) => held)?.[0];
  }

  #grants(campaign: string, field: string, at: (record: Record_) => boolean): boolean {
    const row = this.rows.get(campaign);
    const purpose = PURPOSE_OF[campaign];
    if (!row || !(field in row.values)) return false;
    return row.records.some(
      (r) => r.purpose === purpose && r.fields.includes(field) && at(r) && !this.#isEnded(r, field, purpose),
    );
  }

  #isEnded(record: Record_, field: string, purpose: string | undefined): boolean {
    const endings = this.#withdrawals.filter(
      (w) => (w.purpose ?? purpose) === purpose && (w.fields ?? [field]).includes(field),
    );
    if (this.#erasure) endings.push(this.#erasure);
    return endings.some((ending) => !isNew(record, ending));
  }
}

const isOver = (record: Record_, now: number): boolean => record.expires !== undefined && record.expires <= now;
const isNew = (record: Record_, ending: Ending): boolean => record.given > ending.at && !ending.known.has(record.id);
