/** Who sends a campaign. */
import type { CampaignBody } from '../api/types.ts';
import { TextField } from '../ui/field.tsx';
import { Section } from '../ui/parts.tsx';

type Controller = CampaignBody['controller'];

interface SenderProps {
  readonly value: Controller;
  readonly onChange: (value: Controller) => void;
  readonly at: (key: keyof Controller) => string | undefined;
  readonly fixed: boolean;
}

export function SenderForm({ value, onChange, at, fixed }: SenderProps) {
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
