/** What must hold of a template's interactions and branches: one rule, one code. */
import type { z } from 'zod';
import { shapeOf } from '../shape.ts';
import { type Format, type Scene, STATEMENT, type Template } from '../template.ts';
import { boxIn, clearOf } from './places.ts';
import { contentAt, isPath } from './resolve.ts';
import { type DeclaredInteraction, declaredInteractionSchema, declaredWith, textSchema } from './schema.ts';
import { nextOf } from './story.ts';

export const INTERACTION_CODES = [
  'bad-interaction',
  'duplicate-interaction',
  'interaction-time',
  'bad-box',
  'over-disclosure',
  'no-content',
  'form-purpose',
  'not-viewer-field',
  'bad-value',
  'no-such-answer',
  'branch-to-nowhere',
  'endless-story',
] as const;
export type InteractionCode = (typeof INTERACTION_CODES)[number];

type Refuse = (code: InteractionCode | 'missing-locale', key: string, rule: string) => never;

/** Calls `refuse` for the first rule that does not hold. The scenes themselves were checked before. */
export function checkInteractions(t: Template, refuse: Refuse): void {
  const ids = new Set<string>();
  const formKeys = new Set<string>();
  for (const scene of t.scenes)
    for (const [place, interaction] of (scene.interactions ?? []).entries()) {
      const at = `scenes.${scene.id}.interactions.${typeof interaction.id === 'string' ? interaction.id : place}`;
      checkShape(interaction, at, refuse);
      if (ids.has(interaction.id)) refuse('duplicate-interaction', at, 'is an id that is there twice');
      ids.add(interaction.id);
      checkTime(interaction, scene, at, refuse);
      checkTexts(t, interaction, at, refuse);
      checkPlace(t, interaction, at, refuse);
      checkKind(t, interaction, at, formKeys, refuse);
    }
  checkStory(t, refuse);
}

function checkShape(interaction: DeclaredInteraction, at: string, refuse: Refuse): void {
  const parsed = declaredInteractionSchema.safeParse(interaction);
  if (parsed.success) return;
  const [issue] = parsed.error.issues;
  const path = issue?.path ?? [];
  const purpose = interaction.kind === 'form' && path[0] === 'fields' && ['purpose', 'why'].includes(String(path[2]));
  refuse(
    purpose ? 'form-purpose' : 'bad-interaction',
    [at, ...path].join('.'),
    purpose
      ? 'is missing: every field of a form says what it is asked for, and why'
      : (issue?.message ?? 'is no shape'),
  );
}

function checkTime({ at: [start, end] }: DeclaredInteraction, scene: Scene, at: string, refuse: Refuse): void {
  if (!(start < end)) refuse('interaction-time', `${at}.at`, 'begins before it ends');
  if (end > scene.seconds) refuse('interaction-time', `${at}.at`, 'ends with its scene at the latest');
}

/** Every locale has its words, and what stands in the content stands there. */
function checkTexts(t: Template, interaction: DeclaredInteraction, at: string, refuse: Refuse): void {
  const defaults: unknown = t.content.safeParse({}).data;
  const spoken = textSchema.superRefine((text, context) => {
    const missing = (message: string, code: string) => context.addIssue({ code: 'custom', message, params: { code } });
    if (typeof text === 'string') return;
    const words = isPath(text) ? contentAt(defaults, text.content) : text;
    if (words === undefined) missing('names a displayed text of the content', 'no-content');
    else if (typeof words !== 'string')
      for (const locale of t.locales)
        if (!Object.hasOwn(words, locale)) missing(`has no text for the locale ${locale}`, 'missing-locale');
  });
  const [issue] = declaredWith(spoken).safeParse(interaction).error?.issues ?? [];
  if (!issue) return;
  const code = (issue as z.core.$ZodIssueCustom).params?.code === 'no-content' ? 'no-content' : 'missing-locale';
  refuse(code, [at, ...issue.path].join('.'), issue.message);
}

/** Rounding of fractions is no overlap. */
const HAIR = 1e-6;

function checkPlace(t: Template, interaction: DeclaredInteraction, at: string, refuse: Refuse): void {
  if (interaction.kind === 'chapter') return;
  for (const format of Object.keys(t.formats) as Format[]) {
    const box = boxIn(shapeOf(t), format, interaction) ?? refuse('bad-box', `${at}.box.${format}`, 'is missing');
    const { x, y, width, height } = box;
    if (width === 0 || height === 0 || x + width > 1 + HAIR || y + height > 1 + HAIR)
      refuse('bad-box', `${at}.box.${format}`, 'lies inside the picture');
    if (y + height > clearOf(shapeOf(t), format) + HAIR)
      refuse('over-disclosure', `${at}.box.${format}`, 'stays clear of the space that belongs to the disclosure');
  }
}

function checkKind(
  t: Template,
  interaction: DeclaredInteraction,
  at: string,
  formKeys: Set<string>,
  refuse: Refuse,
): void {
  const { kind } = interaction;
  if (kind === 'hotspot') checkHotspot(t, interaction, at, refuse);
  if (kind === 'form') checkForm(t, interaction, at, formKeys, refuse);
  if (kind === 'question' || kind === 'poll') checkOptions(interaction.options, at, refuse);
  if (kind === 'variant') checkValues(t, interaction.field, interaction.options, at, refuse);
  if (kind === 'input') checkInput(t, interaction, at, refuse);
}

type Of<K extends DeclaredInteraction['kind']> = Extract<DeclaredInteraction, { kind: K }>;

function checkHotspot(t: Template, { text, goTo }: Of<'hotspot'>, at: string, refuse: Refuse): void {
  if ((text === undefined) === (goTo === undefined))
    refuse('bad-interaction', at, 'opens a text or goes to a scene: one of the two');
  if (goTo !== undefined && !isScene(t, goTo)) refuse('branch-to-nowhere', `${at}.goTo`, 'is a scene');
}

function checkOptions(options: readonly { readonly id: string }[], at: string, refuse: Refuse): void {
  if (new Set(options.map(({ id }) => id)).size !== options.length)
    refuse('bad-interaction', `${at}.options`, 'names the same twice');
}

function checkForm(t: Template, { fields }: Of<'form'>, at: string, formKeys: Set<string>, refuse: Refuse): void {
  for (const { key, type, options } of fields) {
    if (formKeys.has(key) || Object.hasOwn(t.fields, key))
      refuse('bad-interaction', `${at}.fields.${key}`, 'is a key of its own in the template');
    formKeys.add(key);
    if ((type === 'choice') !== (options !== undefined))
      refuse('bad-interaction', `${at}.fields.${key}.options`, 'belong to a choice, and to nothing else');
    checkOptions(options ?? [], `${at}.fields.${key}`, refuse);
  }
}

function checkInput(t: Template, { field, slider, options }: Of<'input'>, at: string, refuse: Refuse): void {
  if ((slider === undefined) === (options === undefined))
    refuse('bad-interaction', at, 'has a slider or options: one of the two');
  checkValues(t, field, options ?? [], at, refuse);
  if (slider) checkSlider(t, field, slider, at, refuse);
}

type Slider = NonNullable<Of<'input'>['slider']>;

function checkSlider(t: Template, field: string, slider: Slider, at: string, refuse: Refuse): void {
  const { min, max, step, initial } = slider;
  const steps = (value: number): number => (value - min) / step;
  const onStep = (value: number): boolean => Math.abs(steps(value) - Math.round(steps(value))) < HAIR;
  if (!(min < max) || !onStep(max) || !(initial >= min && initial <= max) || !onStep(initial))
    refuse('bad-interaction', `${at}.slider`, 'goes from min to max in whole steps, and initial is one of them');
  for (const value of [min, min + step, initial, max - step, max]) checkValue(t, field, value, `${at}.slider`, refuse);
}

function checkValues(
  t: Template,
  field: string,
  options: readonly { readonly value: unknown }[],
  at: string,
  refuse: Refuse,
): void {
  if (t.fields[field]?.from !== 'viewer')
    refuse('not-viewer-field', `${at}.field`, "is a declared field that has from: 'viewer'");
  if (new Set(options.map(({ value }) => value)).size !== options.length)
    refuse('bad-interaction', `${at}.options`, 'names the same twice');
  for (const [place, { value }] of options.entries()) checkValue(t, field, value, `${at}.options.${place}`, refuse);
}

function checkValue(t: Template, field: string, value: unknown, key: string, refuse: Refuse): void {
  const schema = t.fields[field]?.schema;
  if (schema && !schema.safeParse(value).success)
    refuse('bad-value', key, `is a value that the field ${field} accepts`);
}

const isScene = (t: Template, id: string): boolean => id === STATEMENT || t.scenes.some((scene) => scene.id === id);

function checkStory(t: Template, refuse: Refuse): void {
  const all = t.scenes.flatMap(({ interactions }) => interactions ?? []);
  for (const { id, next } of t.scenes)
    for (const [place, { when, scene }] of (next ?? []).entries()) {
      const at = `scenes.${id}.next.${place}`;
      if (!isScene(t, scene)) refuse('branch-to-nowhere', `${at}.scene`, 'is a scene');
      if (!when && place < (next?.length ?? 0) - 1) refuse('branch-to-nowhere', at, 'without when comes last');
      if (!when) continue;
      const asked = all.find((one) => one.id === when.interaction);
      const options = asked && (asked.kind === 'question' || asked.kind === 'poll') ? asked.options : [];
      if (!options.some((option) => option.id === when.is))
        refuse('no-such-answer', `${at}.when`, 'names a question or poll, and one of its options');
    }
  // Whoever answers nothing comes to the statement from every scene.
  for (const { id } of t.scenes) {
    const passed = new Set<string>();
    for (let here = id; here !== STATEMENT; here = nextOf(t.scenes, here).at(-1)?.scene ?? STATEMENT) {
      if (passed.has(here)) refuse('endless-story', `scenes.${id}.next`, 'leads to the end without an answer');
      passed.add(here);
    }
  }
}
