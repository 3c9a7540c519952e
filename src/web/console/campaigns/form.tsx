/** What a campaign is told once: who sends it, how it is watched, how long it is kept. Errors stand where they belong. */
import type { CampaignBody, Template } from '../api/types.ts';
import { NumberField, type Option, RadioGroup, Select, TextField } from '../ui/field.tsx';
import { language } from '../ui/format.ts';
import { Section } from '../ui/parts.tsx';
import { errorAt } from '../ui/problem.tsx';

export type Draft = CampaignBody;
type Controller = Draft['controller'];

/** Keys that this form shows errors at. */
export const SHOWN = [
  ...['name', 'format', 'locale', 'timeZone', 'retentionDays', 'delivery', 'confirm', 'confirmQuestion'],
  ...['withoutConsent', 'purpose', 'selectedBecause'],
  ...['name', 'address', 'email', 'phone', 'privacyUrl', 'imprintUrl'].map((key) => `controller.${key}`),
];

const FORMATS: Readonly<Record<string, string>> = { landscape: 'Landscape', portrait: 'Portrait', square: 'Square' };
const DELIVERY = [
  { value: 'on-open', name: 'When somebody watches', help: 'Nothing is drawn for people who never open their link.' },
  { value: 'prerender', name: 'Ahead, for everybody', help: 'Every video is a file before the first mail goes out.' },
] as const;
const CONFIRM = [
  { value: 'ask', name: 'By a button', help: 'The viewer says “This is me” before anything personal is shown.' },
  {
    value: 'code',
    name: 'By an answer',
    help: 'You ask something that only that person knows; each row brings the answer.',
  },
  {
    value: 'skip',
    name: 'By the link alone',
    help: 'Whoever has the link sees the personal video. For harmless data only.',
  },
] as const;
const WITHOUT = [
  { value: 'general', name: 'The general video', help: 'A complete, good video with nobody’s data in it.' },
  { value: 'exclude', name: 'No video', help: 'They get no link.' },
] as const;

interface FormProps {
  readonly draft: Draft;
  readonly template: Template;
  readonly onChange: (change: Partial<Draft>) => void;
  readonly error: unknown;
  /** What can no longer be changed, because people agreed to it. */
  readonly fixed?: boolean;
}

export function CampaignForm({ draft, template, onChange, error, fixed = false }: FormProps) {
  const at = (path: string) => errorAt(error, path);
  const formats: Option[] = [
    { value: 'auto', name: 'As fits the viewer’s screen' },
    ...Object.keys(template.formats).map((value) => ({ value, name: FORMATS[value] ?? value })),
  ];
  const locales = template.locales.map((value) => ({ value, name: language(value) }));
  return (
    <>
      <Section title="Campaign" about="The name is for you; viewers do not see it.">
        <div className="form">
          <TextField
            label="Name"
            value={draft.name}
            onChange={(name) => onChange({ name })}
            error={at('name')}
            isRequired
            maxLength={120}
            autoFocus
          />
          <div className="pair">
            <Select
              label="Format"
              options={formats}
              value={draft.format ?? 'auto'}
              onChange={(format) => onChange({ format: format as NonNullable<Draft['format']> })}
              error={at('format')}
            />
            <Select
              label="Language"
              help="For people whose row names none."
              options={locales}
              value={draft.locale ?? (template.locales[0] as string)}
              onChange={(locale) => onChange({ locale })}
              error={at('locale')}
            />
          </div>
          <TextField
            label="Why these people"
            help="Said on the page, like “You have been with us for a year”. May stay empty."
            value={textOf(draft.selectedBecause)}
            onChange={(text) => onChange({ selectedBecause: text || undefined })}
            error={at('selectedBecause')}
          />
        </div>
      </Section>
      <ControllerForm
        value={draft.controller}
        onChange={(controller) => onChange({ controller })}
        at={(key) => at(`controller.${key}`)}
        fixed={fixed}
      />
      <Section title="Watching" about="How people get to their video, and what those see who agreed to nothing.">
        <div className="form">
          <RadioGroup
            label="Videos are drawn"
            options={DELIVERY}
            value={draft.delivery ?? 'on-open'}
            onChange={(delivery) => onChange({ delivery })}
          />
          <RadioGroup
            label="Viewers confirm who they are"
            options={CONFIRM}
            value={draft.confirm ?? 'ask'}
            onChange={(confirm) => onChange({ confirm })}
          />
          {draft.confirm === 'code' && (
            <TextField
              label="The question"
              help="Like “What is your customer number?”. Five tries; a keyed hash of the answer is kept."
              value={textOf(draft.confirmQuestion)}
              onChange={(text) => onChange({ confirmQuestion: text || undefined })}
              error={at('confirmQuestion')}
            />
          )}
          <RadioGroup
            label="People who agreed to nothing get"
            options={WITHOUT}
            value={draft.withoutConsent ?? 'general'}
            onChange={(withoutConsent) => onChange({ withoutConsent })}
          />
        </div>
      </Section>
      <Section title="Purpose and time" about="Compared with every consent record. Said to viewers word by word.">
        <div className="form">
          <TextField
            label="Purpose"
            help="Exactly as your consent records say it."
            value={draft.purpose ?? template.purpose}
            onChange={(purpose) => onChange({ purpose })}
            error={at('purpose')}
            isDisabled={fixed}
          />
          <NumberField
            label="Kept for, in days"
            help={
              fixed
                ? 'From a row’s acceptance. It may only shrink now: people agreed to no more.'
                : 'From a row’s acceptance until it is deleted with its video. 1 to 400.'
            }
            value={draft.retentionDays}
            onChange={(retentionDays) => onChange({ retentionDays })}
            minValue={1}
            maxValue={400}
            error={at('retentionDays')}
          />
        </div>
      </Section>
    </>
  );
}

/** A text that may be there per locale: its English, or its first. */
const textOf = (text: Draft['selectedBecause']): string =>
  text === undefined ? '' : typeof text === 'string' ? text : (text.en ?? Object.values(text)[0] ?? '');

interface ControllerProps {
  readonly value: Controller;
  readonly onChange: (value: Controller) => void;
  readonly at: (key: keyof Controller) => string | undefined;
  readonly fixed: boolean;
}
function ControllerForm({ value, onChange, at, fixed }: ControllerProps) {
  const field = (
    key: keyof Controller,
    label: string,
    more: { help?: string; type?: 'email' | 'url' | 'tel' } = {},
  ) => (
    <TextField
      label={label}
      {...more}
      value={value[key] ?? ''}
      onChange={(text) => {
        const { [key]: _, ...rest } = value;
        onChange((text || !OPTIONAL.has(key) ? { ...rest, [key]: text } : rest) as Controller);
      }}
      error={at(key)}
      isRequired={!OPTIONAL.has(key)}
      isDisabled={fixed}
    />
  );
  return (
    <Section
      title="Sender"
      about={
        fixed
          ? 'Fixed since the first person was taken in: they agreed to this sender.'
          : 'Who is responsible, as viewers read it: in the picture, on the page, in the receipt.'
      }
    >
      <div className="form">
        <div className="pair">
          {field('name', 'Company')}
          {field('email', 'E-mail for questions about data', { type: 'email' })}
        </div>
        {field('address', 'Postal address')}
        <div className="pair">
          {field('privacyUrl', 'Privacy notice', { type: 'url', help: 'An https address.' })}
          {field('imprintUrl', 'Imprint', { type: 'url', help: 'May stay empty.' })}
        </div>
      </div>
    </Section>
  );
}
const OPTIONAL: ReadonlySet<keyof Controller> = new Set(['phone', 'imprintUrl']);
