/** Answers about templates: what they declare, and what plays one. */
import { z } from 'zod';
import { nextSchema } from '../../../remotion/interactions/schema.ts';
import { json, localised } from './common.ts';

export const templateSchema = z.object({
  id: z.string(),
  version: z.string(),
  title: localised,
  purpose: z.string().describe('Compared with a consent record’s purpose, character by character'),
  purposeText: localised,
  formats: z.record(z.string(), z.object({ width: z.int(), height: z.int() })),
  locales: z.array(z.string()),
  fields: z.array(
    z.object({
      key: z.string(),
      label: localised,
      type: z.string(),
      category: z.string().describe('W3C DPV-PD'),
      source: localised,
      why: localised,
      required: z.literal(false).describe('Always: every field is the viewer’s to give'),
      from: z
        .literal('viewer')
        .optional()
        .describe('Given by the viewer in the video, and by nobody else: a value in an audience is discarded'),
      schema: json.describe('JSON Schema of a value'),
    }),
  ),
  content: json.describe('JSON Schema of what a campaign fills in'),
  scenes: z.array(
    z.object({
      id: z.string(),
      title: localised,
      seconds: z.number(),
      uses: z.array(z.string()),
      aside: z.boolean().optional().describe('Off the linear way: in the page alone, not in the MP4'),
      next: z.array(nextSchema).optional().describe('Where the story goes after it, the first that holds'),
    }),
  ),
  interactions: z
    .array(z.looseObject({ scene: z.string(), id: z.string(), kind: z.string() }))
    .describe('What a viewer can do in the video, as the template declares it'),
  sampleCsv: z.string().describe('A sample audience, as a file to start from'),
});

/** What live play of a template draws: `LiveProps` in `src/web/watch/live/types.ts`. */
export const playSchema = z.object({
  script: z.string().describe('Address of the module that draws frames'),
  style: z.string().describe('Address of the style sheet that frames need'),
  format: z.string(),
  locale: z.string(),
  brand: z.object({ name: z.string(), logo: z.string().optional(), colour: z.string().optional() }),
  content: json,
  data: json.describe('Values of somebody made up, as they passed the gate'),
  layer: z.unknown().describe('The disclosure layer, measured'),
});
