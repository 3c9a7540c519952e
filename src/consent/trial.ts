/**
 * Learning what a field is worth: some people, by chance and always the same ones, see the video without one field. What
 * they agreed to stands; the field is only left out, and everybody is told that this is done.
 */
import { z } from 'zod';
import { type DataKey, hmac } from '../storage/index.ts';
import type { Acts, Consented, Profile, Verdict } from './types.ts';

export const trialSchema = z.strictObject({
  /** Those that are tried, each with its share of the people. */
  fields: z
    .array(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'is not a field key'))
    .min(1)
    .max(8)
    .refine((fields) => new Set(fields).size === fields.length, { message: 'names a field twice' }),
  /** Of the people, who see the video without one of them. */
  percent: z.int().min(2).max(50).default(20),
});
export type Trial = z.output<typeof trialSchema>;

/** Where a person stands in a trial: without one field, or in the group that it is compared with. */
export interface InTrial {
  readonly fields: readonly string[];
  /** `undefined`: with everything. */
  readonly without: string | undefined;
}

/** By an HMAC under the workspace's key: nobody outside can tell who is where, and it never changes for a person. */
export function drawLot(trial: Trial, workspaceKey: DataKey, campaignId: string, personHash: Buffer): InTrial {
  const lot = hmac(workspaceKey, 'trial', campaignId, personHash.toString('hex'));
  const isIn = lot.readUInt32BE(0) / 2 ** 32 < trial.percent / 100;
  return { fields: trial.fields, without: isIn ? trial.fields[lot.readUInt32BE(4) % trial.fields.length] : undefined };
}

/** The gate's answer without the field of the lot. Whoever has switched a field by themselves has it as they set it. */
export function withoutLot(verdict: Verdict, { without }: InTrial, acts: Acts): Verdict {
  if (without === undefined || acts.chosen?.has(without) || !verdict.decisions[without]?.granted) return verdict;
  const { [without]: _, ...data } = verdict.data;
  return {
    ...verdict,
    data: data as Consented<Profile>,
    decisions: { ...verdict.decisions, [without]: { granted: false, reason: 'trial' } },
  };
}
