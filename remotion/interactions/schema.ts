/**
 * What a viewer can do in a video, as data: declared in a template's scenes, resolved for one locale and format in the
 * manifest. Both shapes are made from one definition, so that they cannot drift apart.
 */
import { z } from 'zod';

const id = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'is lower case letters, digits and single hyphens');
const fieldKey = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'is a camelCase key of at most 40 letters and digits')
  .refine((name) => !(name in Object.prototype), 'is a name of Object.prototype');
const words = z.string().min(1).max(300);

/**
 * A text of a declared interaction: one for every locale, one per locale, or `{content: 'path.in.content'}`: what the
 * campaign fills in there.
 */
export const textSchema = z.union(
  [
    words,
    z.strictObject({ content: z.string().regex(/^[A-Za-z]\w*(\.\w+)*$/) }),
    z.record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/), words),
  ],
  'is a text of 1 to 300 signs, one per locale, or {content: path}',
);
export type InteractionText = z.infer<typeof textSchema>;

const fraction = z.number().min(0).max(1);
/** A place in the picture, in fractions of its width and height, counted from its upper left corner. */
export const boxSchema = z.strictObject({ x: fraction, y: fraction, width: fraction, height: fraction });
export type InteractionBox = z.infer<typeof boxSchema>;

/** Named places, all clear of the space that belongs to the disclosure: see `places.ts`. */
export const PLACES = ['top', 'bottom', 'lower', 'whole'] as const;
export type Place = (typeof PLACES)[number];

const formats = z.strictObject({
  landscape: boxSchema.optional(),
  portrait: boxSchema.optional(),
  square: boxSchema.optional(),
});

/** What all declared interactions have. */
const declaredCommon = {
  /** Unique in the template. */
  id,
  /** First and last moment, in seconds of its scene. */
  at: z.tuple([z.number().nonnegative(), z.number().positive()]),
  /** The video waits at the end of `at` until it is answered or passed over; see `holds`. */
  hold: z.boolean().optional(),
};
/** What those have that are drawn over the picture. */
const declaredBox = {
  box: z.union([z.enum(PLACES), formats], `is one of ${PLACES.join(', ')}, or a box for each format`),
};

/** What all interactions of a manifest have. */
const resolvedCommon = {
  id,
  /** Id of its scene. */
  scene: id,
  /** Seconds of the whole video; shown from `start` until `end`. */
  start: z.number(),
  end: z.number(),
  /** The video waits at `end` until it is answered or passed over: there is no limit of time. */
  hold: z.boolean(),
};
const resolvedBox = { box: boxSchema };

const value = z.union([z.string().min(1).max(200), z.number(), z.boolean()]);

/** @param text what a text is at this stage */
function options<T extends z.ZodType>(text: T) {
  return z
    .array(z.strictObject({ id, label: text }))
    .min(2)
    .max(6);
}

/** Values of a declared field to choose from. */
function values<T extends z.ZodType>(text: T) {
  return z
    .array(z.strictObject({ value, label: text }))
    .min(2)
    .max(8);
}

/** What a form's field may hold. */
export const FORM_TYPES = ['line', 'text', 'email', 'tel', 'number', 'choice'] as const;

function formField<T extends z.ZodType>(text: T) {
  return z.strictObject({
    key: fieldKey,
    label: text,
    type: z.enum(FORM_TYPES),
    /** Of a `choice`. */
    options: options(text).optional(),
    /** A W3C DPV-PD category; those that Candor refuses are refused here too. */
    category: z.string().regex(/^pd:[A-Za-z]+$/, 'is a DPV-PD category such as pd:Name'),
    /** Id of what it is asked for, as in a consent record. */
    purpose: z.string().trim().min(1, 'says what the field is asked for').max(120),
    /** The same for a reader, as an end of a sentence: "to call you back". */
    why: text,
    retentionDays: z.int().min(1).max(400),
    required: z.literal(false, 'is false: what a viewer tells is theirs to tell').default(false),
  });
}

/** Every kind, with `timed` in it, and `placed` where it is drawn; `text` as its texts. */
function kinds<T extends z.ZodType, C extends z.ZodRawShape, B extends z.ZodRawShape>(text: T, timed: C, placed: B) {
  const common = { ...timed, ...placed };
  return z.discriminatedUnion('kind', [
    /** A timed call to action. The campaign's own label and address stand in for these; without an address there is none. */
    z.strictObject({ ...common, kind: z.literal('cta'), label: text.optional(), url: text.optional() }),
    /** A place in the picture that opens a text, or goes to a scene. */
    z.strictObject({
      ...common,
      kind: z.literal('hotspot'),
      label: text,
      text: text.optional() /** Id of a scene, or `disclosure`. */,
      goTo: id.optional(),
    }),
    /** A named moment on the seek bar, besides the scenes, which are chapters by themselves. */
    z.strictObject({ ...timed, kind: z.literal('chapter'), title: text }),
    /** The video waits, with something to read. */
    z.strictObject({ ...common, kind: z.literal('pause'), text, button: text.optional() }),
    /** Options with feedback; a quiz where some are `right`. The answer stays on the device, and may choose the next scene. */
    z.strictObject({
      ...common,
      kind: z.literal('question'),
      text,
      options: z
        .array(z.strictObject({ id, label: text, right: z.boolean().optional(), feedback: text.optional() }))
        .min(2)
        .max(6),
    }),
    /** Options whose counts are shown once enough have answered. */
    z.strictObject({ ...common, kind: z.literal('poll'), text, options: options(text) }),
    /** Sent on its button and never before. */
    z.strictObject({
      ...common,
      kind: z.literal('form'),
      title: text,
      fields: z.array(formField(text)).min(1).max(6),
      button: text,
      /** Said when it has been sent. */
      thanks: text,
    }),
    /** A slider, or a choice, that changes the video: a declared field whose values come from the viewer. */
    z.strictObject({
      ...common,
      kind: z.literal('input'),
      field: fieldKey,
      text,
      slider: z
        .strictObject({
          min: z.number(),
          max: z.number(),
          step: z.number().positive(),
          /** Where the handle stands before the viewer moved it: what the video shows without the field. */
          initial: z.number(),
          /** How a value is written, with `{value}` in it. */
          shown: text,
        })
        .optional(),
      options: values(text).optional(),
    }),
    /** "Show me another": goes through values of such a field, one at a press, and round. */
    z.strictObject({ ...common, kind: z.literal('variant'), field: fieldKey, label: text, options: values(text) }),
  ]);
}

/** Declared interactions whose texts are read by `text`: a check, or what resolves them. */
export const declaredWith = <T extends z.ZodType>(text: T) => kinds(text, declaredCommon, declaredBox);

export const declaredInteractionSchema = declaredWith(textSchema);
/** As an author writes it. */
export type DeclaredInteraction = z.input<typeof declaredInteractionSchema>;

/** An interaction of a manifest: texts in the viewer's locale, times of the whole video, its box in the viewer's format. */
export const interactionSchema = kinds(z.string(), resolvedCommon, resolvedBox);
export type Interaction = z.output<typeof interactionSchema>;
export type InteractionKind = Interaction['kind'];

/** Where the story goes after a scene. Without `when`: always; so the last one at the latest. */
export const nextSchema = z.strictObject({
  when: z.strictObject({ interaction: id, is: id }).optional(),
  /** Id of a scene, or `disclosure`. */
  scene: id,
});
export type Next = z.infer<typeof nextSchema>;

const WAITING: ReadonlySet<InteractionKind> = new Set(['pause', 'question', 'poll', 'form']);

/** Whether the video waits for it where its author did not say: what asks for an answer gives all the time it takes. */
export const holds = ({ kind, hold }: { kind: InteractionKind; hold?: boolean | undefined }): boolean =>
  hold ?? WAITING.has(kind);
