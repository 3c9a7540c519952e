/** The row that a person becomes. */
import type { DataKey } from '../storage/index.ts';
import { answerHash } from './answer.ts';
import { measurementRecord } from './measurement.ts';
import { carryOwn } from './own.ts';
import type { AudienceRow } from './record.ts';
import { type Box, changesAt, sealBox } from './sealed.ts';
import type { FieldRule, Verdict } from './types.ts';

/** What the import must know of its campaign. Times in days. */
export interface ImportCampaign {
  readonly id: string;
  readonly workspaceId: string;
  readonly purpose: string;
  readonly rules: readonly FieldRule[];
  readonly retentionDays: number;
  /** `exclude`: who grants nothing gets no video (status `excluded`), instead of the general one. */
  readonly withoutConsent: 'general' | 'exclude';
}

/** A row that passed the gate. */
export interface Incoming {
  /** Its place in the batch. */
  readonly at: number;
  readonly row: AudienceRow;
  readonly hash: Buffer;
  readonly verdict: Verdict;
  readonly seen: readonly string[];
}

const DAY_MS = 86_400_000;
/** So many ids of records are remembered of one person. */
export const MOST_SEEN = 1_000;

/** Sealed under `key`, which belongs to `at`. */
export function entryOf(
  campaign: ImportCampaign,
  incoming: Incoming,
  at: { readonly uuid: string; readonly generation: number; readonly before?: Box | undefined },
  now: Date,
  key: DataKey,
  workspaceKey: DataKey,
) {
  const { verdict, row, hash, seen } = incoming;
  const measurement = measurementRecord(row.consent);
  const box: Box = {
    ...{ purpose: campaign.purpose, seen: [...new Set(seen)].slice(-MOST_SEEN) },
    ...carryOwn(at.before, verdict.kept),
    ...(measurement ? { measurement } : {}),
  };
  // Whoever agreed and switched everything off has chosen the general video; that is not the same as no consent.
  const agreed =
    Object.values(verdict.decisions).some((one) => one.granted || one.reason === 'viewer-choice') ||
    (box.own ?? []).length > 0;
  const excluded = campaign.withoutConsent === 'exclude' && !agreed;
  return {
    uuid: at.uuid,
    workspace_id: campaign.workspaceId,
    campaign_id: campaign.id,
    recipient_id: row.id,
    person_hash: hash,
    locale: row.locale ?? null,
    sealed_kept: sealBox(key, at.uuid, at.generation, box),
    key_generation: at.generation,
    status: excluded ? ('excluded' as const) : ('planned' as const),
    code: excluded ? 'no-consent' : null,
    accepted_at: now,
    kept_until: new Date(now.getTime() + campaign.retentionDays * DAY_MS),
    changes_at: changesAt(verdict, box) ?? null,
    answer_hash: row.confirmAnswer === undefined ? null : answerHash(workspaceKey, at.uuid, row.confirmAnswer),
    updated_at: now,
  };
}
