/** How the workspace looks: its name here, its logo and colours for viewers. */

import { legible } from '../../../../remotion/kit/colour.ts';
import { PAPER, RATIO, settingsSchema } from '../../../accounts/settings-schema.ts';
import { logoAddress } from '../api/workspace.ts';
import { Button } from '../ui/button.tsx';
import { ColourField, isColour, Papers } from '../ui/colour.tsx';
import { TextField } from '../ui/field.tsx';
import { Section } from '../ui/parts.tsx';
import { sentence } from '../ui/problem.tsx';
import { SettingsForm, useSettingsForm } from './form/form.tsx';
import { helpAt, partAt } from './form/parts.ts';
import { Logo } from './logo.tsx';

export default function Brand() {
  return (
    <SettingsForm>
      <Section title="Workspace">
        <div className="form">
          <Name />
        </div>
      </Section>
      <Section title="Brand" about="New campaigns begin with it. Viewers see it beside your name.">
        <div className="form">
          <Logo />
          <Colours />
        </div>
      </Section>
    </SettingsForm>
  );
}

function Name() {
  const { draft, set, errorAt, isDisabled } = useSettingsForm();
  return (
    <TextField
      label="Name"
      help="For you and your colleagues; viewers do not see it."
      value={draft.name ?? ''}
      onChange={(name) => set('name', name)}
      error={errorAt('name')}
      maxLength={80}
      isDisabled={isDisabled}
    />
  );
}

type Tone = keyof typeof PAPER;
const PLACES = { light: 'brand.colour', dark: 'brand.colourDark' } as const satisfies Record<Tone, string>;
/** Signs of `#rrggbb`. */
const HEX = 7;
/** Above what is needed, so that rounding does not undo it. */
const ENOUGH = RATIO + 0.05;

function Colours() {
  const { draft, set, errorAt, isDisabled } = useSettingsForm();
  const { brand, id, name, controller } = draft;
  const found = settingsSchema.shape.brand.safeParse(brand);
  const rule = (key: string) => found.error?.issues.find(({ path }) => path[0] === key)?.message;
  const field = (tone: Tone) => {
    const at = PLACES[tone];
    const key = at.slice('brand.'.length) as 'colour' | 'colourDark';
    const written = brand?.[key];
    // Nobody is told off while they write.
    const broken = written !== undefined && written.length < HEX ? undefined : rule(key);
    const from = isColour(written) ? written : brand?.colour;
    const near = broken && isColour(from) ? legible(from, PAPER[tone], ENOUGH) : undefined;
    return (
      <div className="colour-choice">
        <ColourField
          label={partAt(at).title ?? at}
          help={helpAt(at)}
          value={written}
          onChange={(colour) => set(at, colour)}
          error={broken ? sentence(broken) : errorAt(at)}
          isDisabled={isDisabled}
        />
        {near && !isDisabled && (
          <Button small onPress={() => set(at, near)}>
            <i className="chip" style={{ background: near }} aria-hidden="true" /> Take {near}, the nearest that shows
          </Button>
        )}
      </div>
    );
  };
  return (
    <>
      {field('light')}
      {(isColour(brand?.colour) || brand?.colourDark) && field('dark')}
      <Papers
        name={controller?.name ?? name}
        logo={brand?.logo && logoAddress(id, brand.logo)}
        colour={brand?.colour}
        colourDark={brand?.colourDark}
      />
    </>
  );
}
