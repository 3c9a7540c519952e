/** Answers of the API, as the schemas that make them say. */
import type { z } from 'zod';
import type {
  campaignAnswerSchema,
  campaignBodySchema,
  localised,
  problemSchema,
  progressSchema,
  recipientSchema,
  templateSchema,
} from '../../../http/shapes.ts';

export type Campaign = z.output<typeof campaignAnswerSchema>;
export type CampaignBody = z.input<typeof campaignBodySchema>;
export type Progress = z.output<typeof progressSchema>;
export type Status = Progress['status'];
export type Counts = Progress['counts'];
export type Template = z.output<typeof templateSchema>;
export type Field = Template['fields'][number];
export type Recipient = z.output<typeof recipientSchema>;
export type Problem = z.output<typeof problemSchema>;
export type Localised = z.output<typeof localised>;
