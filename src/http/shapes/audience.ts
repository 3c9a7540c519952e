/** Answers about an audience: what became of a file, who is in it, and their links. */
import { z } from 'zod';
import { disclosureSchema } from '../../disclosure/types.ts';
import { time } from './common.ts';

export const linksSchema = z.object({
  watch: z.url(),
  poster: z.url(),
  animation: z.url(),
  video: z.url(),
  unsubscribe: z.url().describe('For List-Unsubscribe (RFC 8058)'),
});

export const recipientSchema = z.object({
  id: z.string().describe('Yours'),
  status: z.enum(['planned', 'queued', 'rendering', 'ready', 'failed', 'excluded']),
  code: z.string().optional().describe('Why it failed or is excluded'),
  progress: z.number().min(0).max(1),
  links: linksSchema.optional().describe('Absent for somebody who is excluded'),
});

/** A link that a team sends itself. */
export const testLinkSchema = z.object({
  id: z.uuid(),
  label: z.string().describe('What you called it'),
  status: recipientSchema.shape.status,
  watchUrl: z.url(),
  createdAt: time,
  endsAt: time.describe('ISO 8601, UTC; seven days after it was made'),
});

export const reportSchema = z.object({
  accepted: z.int(),
  rejected: z.int(),
  errors: z
    .array(
      z.object({
        row: z.int().describe('From 1; a header is not a row'),
        line: z.int().optional().describe('Of a table: where a spreadsheet shows it'),
        id: z.string().optional(),
        path: z.string(),
        code: z.string(),
      }),
    )
    .describe('The first hundred, or as many as were asked for'),
  fields: z
    .record(
      z.string(),
      z.object({ declared: z.boolean(), granted: z.int(), withheld: z.int(), dropped: z.int(), refused: z.int() }),
    )
    .describe('What became of each field; one whose name is not identifier-like counts under "other"'),
  file: z
    .object({
      encoding: z.string().optional(),
      delimiter: z.string().optional(),
      columns: z.int().optional().describe('Of a table'),
      notKept: z.int().optional().describe('Columns of which nothing is kept'),
    })
    .describe('How the file was read'),
  drawing: z
    .object({
      delivery: z.enum(['on-open', 'prerender']),
      sampled: z.int().describe('People who were planned; the figures are extended from them'),
      personal: z.int().describe('People with a video of their own'),
      general: z.int().describe('People without'),
      sharedPictures: z.int().describe('Drawn once for all'),
      picturesEach: z.int().describe('Drawn for each person, on average'),
      secondsEach: z.number().optional().describe('By what this service drew lately; absent before it has'),
      secondsAll: z.number().optional(),
    })
    .optional()
    .describe('What would be drawn; of a dry run with plan=1'),
});

export const statementAnswerSchema = z.object({
  id: z.uuid(),
  digest: z.string(),
  fields: z.array(z.string()),
  purpose: z.string(),
  givenAt: time,
  expiresAt: time.optional(),
  method: z.string(),
  noticeUrl: z.string().optional(),
  evidence: z.string(),
  statedAt: time,
  statedBy: z.string(),
  approvedAt: time.optional().describe('Until then it does not count'),
  approvedBy: z.string().optional(),
});

export const previewSchema = z.object({ watchUrl: z.url(), disclosure: disclosureSchema });
