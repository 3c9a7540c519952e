/** What a campaign is told once: who sends it, how it is watched, how long it is kept. Errors stand where they belong. */
import type { CampaignBody, Localised, Template } from '../api/types.ts';
import { useWorkspace } from '../api/workspace.ts';
import { Button } from '../ui/button.tsx';
import { NumberField, type Option, RadioGroup, Select, Switch, TextField } from '../ui/field.tsx';
import { language, words } from '../ui/format.ts';
import { Section } from '../ui/parts.tsx';
import { errorAt } from '../ui/problem.tsx';
import { Texts } from '../ui/texts.tsx';
import { LookForm } from './look.tsx';
import { SenderForm } from './sender.tsx';

export type Draft = CampaignBody;

/** Keys that this form shows errors at. */
export const SHOWN = [
  ...['name', 'format', 'locale', 'timeZone', 'retentionDays', 'delivery', 'confirm', 'confirmQuestion'],
  ...['withoutConsent', 'purpose', 'selectedBecause', 'measure', 'brand.colour', 'cta.label', 'cta.url'],
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
  const { purposes = [] } = useWorkspace();
  const at = (path: string) => errorAt(error, path);
  const formats: Option[] = [
    { value: 'auto', name: 'As fits the viewer’s screen' },
    ...Object.keys(template.formats).map((value) => ({ value, name: FORMATS[value] ?? value })),
  ];
  const texts = (path: string) => ({
    locales: template.locales,
    errorAt: (locale?: string) => at(locale ? `${path}.${locale}` : path),
  });
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
          <Texts
            label="Why these people"
            help="Said on the page, like “You have been with us for a year”. May stay empty."
            value={draft.selectedBecause}
            onChange={(text) => onChange({ selectedBecause: orNone(text) })}
            longest={300}
            {...texts('selectedBecause')}
          />
        </div>
      </Section>
      <SenderForm
        value={draft.controller}
        onChange={(controller) => onChange({ controller })}
        at={(key) => at(`controller.${key}`)}
        fixed={fixed}
      />
      <LookForm
        brand={draft.brand ?? {}}
        sender={draft.controller.name}
        onChange={(brand) => onChange({ brand })}
        error={at('brand.colour')}
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
            <Texts
              label="The question"
              help="Like “What is your customer number?”. Five tries; a keyed hash of the answer is kept."
              value={draft.confirmQuestion}
              onChange={(text) => onChange({ confirmQuestion: orNone(text) })}
              longest={160}
              {...texts('confirmQuestion')}
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
      <Section title="After watching" about="One link under the video, and what is counted.">
        <div className="form">
          <Texts
            label="Words of the link"
            help="Like “See our tariffs”. May stay empty: then there is no link."
            value={draft.cta?.label}
            onChange={(text) => onChange({ cta: ctaOf({ ...draft.cta, label: orNone(text) }) })}
            longest={60}
            {...texts('cta.label')}
          />
          <TextField
            label="Its address"
            help="An https address."
            type="url"
            value={draft.cta?.url ?? ''}
            onChange={(url) => onChange({ cta: ctaOf({ ...draft.cta, url: url || undefined }) })}
            error={at('cta.url')}
          />
          <Switch
            label="Count plays"
            help="How many play it, how far, and who follows the link: in tens, without persons, cookies or devices. Not where a browser asks not to be tracked."
            isSelected={draft.measure ?? false}
            onChange={(measure) => onChange({ measure })}
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
          {!fixed && purposes.length > 0 && (
            <div className="acts">
              <span className="quiet">From the settings:</span>
              {purposes.map(({ purpose, text }) => (
                <Button key={purpose} small onPress={() => onChange({ purpose, purposeText: text })}>
                  {purpose}
                </Button>
              ))}
            </div>
          )}
          <p className="quiet">Viewers read: “{words(draft.purposeText ?? template.purposeText)}”</p>
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

/** What is empty in every language is not there. */
const orNone = (text: Localised): Localised | undefined =>
  Object.values(typeof text === 'string' ? [text] : text).some((one) => one !== '') ? text : undefined;

/** A link without words and address is none; with one of them the service says what is missing. */
const ctaOf = (cta: { readonly label?: Localised | undefined; readonly url?: string | undefined }): Draft['cta'] =>
  cta.label === undefined && cta.url === undefined ? undefined : (cta as Draft['cta']);
