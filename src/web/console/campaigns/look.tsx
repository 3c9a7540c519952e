/** How the sender of a campaign looks: the workspace’s logo, or none, and a colour. */
import { Link } from 'react-aria-components';
import type { CampaignBody } from '../api/types.ts';
import { logoAddress, useWorkspace } from '../api/workspace.ts';
import { ColourField, Papers } from '../ui/colour.tsx';
import { Switch } from '../ui/field.tsx';
import { Section } from '../ui/parts.tsx';

type Brand = NonNullable<CampaignBody['brand']>;

interface LookProps {
  readonly brand: Brand;
  readonly sender: string;
  readonly onChange: (brand: Brand) => void;
  readonly error: string | undefined;
}

export function LookForm({ brand, sender, onChange, error }: LookProps) {
  const workspace = useWorkspace();
  const { logo, colour } = brand;
  const known = logo ?? workspace.brand?.logo;
  const of = (next: { logo: string | undefined; colour: string | undefined }): Brand => ({
    ...(next.logo ? { logo: next.logo } : {}),
    ...(next.colour ? { colour: next.colour } : {}),
  });
  return (
    <Section title="Look" about="Your logo stands beside your name; templates and mails take your colour up.">
      <div className="form">
        {known ? (
          <Switch
            label="With the logo"
            isSelected={logo !== undefined}
            onChange={(on) => onChange(of({ logo: on ? known : undefined, colour }))}
          />
        ) : (
          <p className="quiet">
            A logo is uploaded once, <Link href="/settings/brand">in the settings</Link>.
          </p>
        )}
        <ColourField
          label="Brand colour"
          help="May stay empty. Where it would not show, templates take the nearest that does."
          value={colour}
          onChange={(to) => onChange(of({ logo, colour: to }))}
          error={error}
        />
        <Papers name={sender || 'Your name'} logo={logo && logoAddress(workspace.id, logo)} colour={colour} />
      </div>
    </Section>
  );
}
