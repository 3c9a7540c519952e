/** Answers about what happened, honestly counted. */
import { z } from 'zod';
import { localised } from './common.ts';

const count = z.int().describe('In tens');

const interval = z.object({
  difference: z.number().describe('With it less without it, 0–1'),
  low: z.number().describe('95 % interval, after Newcombe (1998, method 10)'),
  high: z.number(),
});

const arm = z.object({
  played: count,
  watched: z.int().describe('Plays that came to the last scene; in tens'),
  cta: z.int().describe('Plays that went on to your link; in tens'),
});

export const analyticsSchema = z.object({
  measured: z.boolean().describe('Whether the campaign measures'),
  people: z
    .object({ all: z.int(), opened: count.optional() })
    .describe('Who is in it, and how many said "this is me", counted or not'),
  uncounted: z
    .object({ gpc: count.optional(), bots: count.optional() })
    .describe('gpc: people whose browser asks not to be tracked; bots: programs that say what they are'),
  counts: z
    .record(z.string(), z.record(z.string(), z.int()))
    .describe('By name, then by scene, field, option or act; "all" where there is nothing to tell apart'),
  scenes: z.array(
    z.object({
      id: z.string(),
      title: localised,
      aside: z.boolean().optional(),
      watched: count.optional(),
      share: z.number().optional().describe('Of the plays, 0–1'),
    }),
  ),
  choices: z.array(z.object({ field: z.string(), label: localised, off: count.optional(), on: count.optional() })),
  trial: z
    .object({
      percent: z.int(),
      fields: z.array(
        z.object({
          field: z.string(),
          label: localised,
          with: arm,
          without: arm,
          watched: interval.optional().describe('Of the plays that came to the last scene'),
          cta: interval.optional().describe('Of the plays that went on to your link'),
          verdict: z
            .enum(['too-few', 'unclear', 'costs-nothing', 'worth-it'])
            .describe(
              'costs-nothing: leaving it out costs less than five points in a hundred; too-few: below a hundred plays',
            ),
          sentence: z.string(),
        }),
      ),
    })
    .optional()
    .describe('What each field is worth, where the campaign tries it'),
  notes: z.array(z.object({ code: z.string(), text: z.string() })).describe('How these numbers are to be read'),
});
