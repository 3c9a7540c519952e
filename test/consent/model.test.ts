import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Act, foldActs, recordHash } from '../../src/consent/acts.ts';
import { ask, gate } from '../../src/consent/gate.ts';
import type { Kept } from '../../src/consent/types.ts';
import { at, histories, RULES, toRow } from './events.ts';
import { CAMPAIGNS, type Event, FIELDS, PURPOSE_OF, Reference } from './reference.ts';

const KEY = Buffer.alloc(32, 7);
const campaignOf = (id: string) => ({ id, purpose: PURPOSE_OF[id] as string });

/** The real gate and the real fold of the acts log, over rows and a log that rest in memory. */
class InMemory {
  readonly rows = new Map<string, { kept: Kept; seen: Set<string> }>();
  #acts: Act[] = [];

  acts(campaign: string) {
    return foldActs(this.#acts, campaignOf(campaign), KEY);
  }

  verdict(campaign: string, hour: number) {
    const row = this.rows.get(campaign);
    return row && ask(row.kept, FIELDS, campaignOf(campaign).purpose, this.acts(campaign), at(hour));
  }

  apply(event: Event, hour: number): boolean {
    if (event.kind === 'import') {
      const { purpose } = campaignOf(event.campaign);
      const row = toRow(event.row);
      const answer = gate({
        rules: RULES,
        profile: row.profile,
        records: row.consent,
        purpose,
        acts: this.acts(event.campaign),
        now: at(hour),
      });
      if ('rejected' in answer) return false;
      const seen = new Set(this.rows.get(event.campaign)?.seen);
      for (const record of row.consent) seen.add(record.recordId);
      this.rows.set(event.campaign, { kept: answer.verdict.kept, seen });
      return true;
    }
    if (event.kind === 'switch') {
      this.#log(
        { kind: event.on ? 'switch-on' : 'switch-off', campaign_id: event.campaign, fields: [event.field] },
        hour,
      );
    }
    if (event.kind === 'withdraw') {
      this.#log(
        { kind: 'withdrawn', purpose: event.purpose ?? null, fields: event.fields ? [...event.fields] : null },
        hour,
      );
    }
    if (event.kind === 'erase') {
      const past = this.#acts.flatMap((act) => act.known_records ?? []);
      this.#acts = [];
      this.#log({ kind: 'erased' }, hour, past);
      this.rows.clear();
    }
    for (const [campaign, row] of this.rows) {
      const verdict = this.verdict(campaign, hour);
      if (verdict && event.kind !== 'switch') this.rows.set(campaign, { ...row, kept: verdict.kept });
    }
    return true;
  }

  #log(act: Partial<Act> & Pick<Act, 'kind'>, hour: number, past: readonly Buffer[] = []): void {
    const seen = [...this.rows.values()].flatMap((row) => [...row.seen]);
    const known = [...past, ...seen.map((id) => recordHash(KEY, id))];
    this.#acts.push({ campaign_id: null, fields: null, purpose: null, known_records: known, at: at(hour), ...act });
  }
}

describe('over every history of imports, switches, withdrawals, erasures and time', () => {
  it('nothing passes, and nothing rests, that the reference denies', () => {
    let granted = 0;
    fc.assert(
      fc.property(histories(14), fc.nat(12), (events, after) => {
        const reference = new Reference();
        const real = new InMemory();
        let hour = 0;
        for (const event of events) {
          hour += event.wait;
          expect(real.apply(event, hour)).toBe(reference.apply(event, hour));
          for (const later of [hour, hour + after]) {
            for (const campaign of CAMPAIGNS) {
              for (const field of Object.keys(real.verdict(campaign, later)?.data ?? {})) {
                expect(reference.allows(campaign, field, later), `${campaign} ${field}`).toBe(true);
                granted += 1;
              }
              for (const field of Object.keys(real.verdict(campaign, later)?.kept.values ?? {})) {
                expect(reference.mayRest(campaign, field, later), `${campaign} ${field} rests`).toBe(true);
              }
            }
          }
        }
      }),
      { numRuns: 3000 },
    );
    // The property says nothing where nothing is granted.
    expect(granted).toBeGreaterThan(3000);
  });

  it('a row just imported is granted exactly what the reference allows, and for its reasons', () => {
    const met = new Set<string | undefined>();
    fc.assert(
      fc.property(histories(14), (events) => {
        const reference = new Reference();
        const real = new InMemory();
        let hour = 0;
        for (const event of events) {
          hour += event.wait;
          const accepted = reference.apply(event, hour);
          real.apply(event, hour);
          if (event.kind !== 'import' || !accepted) continue;
          const verdict = real.verdict(event.campaign, hour);
          for (const field of FIELDS) {
            const decision = verdict?.decisions[field];
            const present = field in event.row.values;
            const expected = present ? reference.reason(event.campaign, field, hour) : 'absent';
            expect(decision?.granted ? undefined : decision?.reason).toBe(expected);
            met.add(expected);
          }
        }
      }),
      { numRuns: 2000 },
    );
    expect(met).toEqual(
      new Set([undefined, 'absent', 'withdrawn', 'expired', 'not-yet', 'other-purpose', 'no-consent', 'viewer-choice']),
    );
  });
});
