/** A colour: written as `#rrggbb`, or chosen by eye; and what it looks like on both papers. */
import { contrast, PAPER, RATIO } from '../../../accounts/settings-schema.ts';
import { TextField } from './field.tsx';

interface ColourProps {
  readonly label: string;
  readonly help?: string | undefined;
  /** `#rrggbb`, or what is written so far; none: undefined. */
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly error?: string | undefined;
  readonly isDisabled?: boolean;
}

const GREY = '#888888';
export const isColour = (text: string | undefined): text is string => /^#[0-9a-f]{6}$/i.test(text ?? '');

/** As people paste it: without its #, or of three digits. */
function whole(text: string): string {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (!digits) return text.trim();
  return `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`.toLowerCase();
}

export function ColourField({ label, help, value, onChange, error, isDisabled = false }: ColourProps) {
  return (
    <div className="colour-field">
      <TextField
        label={label}
        help={help}
        value={value ?? ''}
        onChange={(text) => onChange(text || undefined)}
        onBlur={() => value && whole(value) !== value && onChange(whole(value))}
        error={error}
        isDisabled={isDisabled}
        placeholder="#b4532a"
        spellCheck="false"
        autoComplete="off"
        maxLength={9}
      />
      <input
        type="color"
        aria-label={`${label}, by eye`}
        value={isColour(value) ? value : GREY}
        onChange={({ target }) => onChange(target.value)}
        disabled={isDisabled}
        data-empty={isColour(value) ? undefined : true}
      />
    </div>
  );
}

interface PapersProps {
  /** Beside the sender’s name, as on the viewers’ page. */
  readonly logo?: string | undefined;
  readonly name: string;
  readonly colour?: string | undefined;
  readonly colourDark?: string | undefined;
}

/** How the sender looks on light and on dark paper, with the contrast of the colour there, while it is chosen. */
export function Papers({ logo, name, colour, colourDark }: PapersProps) {
  return (
    <div className="papers">
      {(['light', 'dark'] as const).map((tone) => (
        <Paper
          key={tone}
          {...{ tone, name, logo }}
          colour={tone === 'dark' && isColour(colourDark) ? colourDark : colour}
        />
      ))}
    </div>
  );
}

const TONES = { light: 'Light', dark: 'Dark' } as const;

function Paper({ tone, logo, name, colour }: PapersProps & { readonly tone: keyof typeof PAPER }) {
  const ratio = isColour(colour) ? contrast(colour, PAPER[tone]) : undefined;
  return (
    <figure className={`paper ${tone}`}>
      <p className="from">
        {logo && <img src={logo} alt="Your logo" />}
        <b>
          <bdi>{name}</bdi>
        </b>
      </p>
      <span className="rule" aria-hidden="true" style={isColour(colour) ? { background: colour } : {}} />
      <figcaption>
        {TONES[tone]}
        {ratio === undefined ? ', without a colour of its own' : `: ${inWords(ratio)}`}
      </figcaption>
    </figure>
  );
}

/** Never rounded up to what is enough. */
const inWords = (ratio: number): string =>
  `${(Math.floor(ratio * 10) / 10).toFixed(1)} to 1, ${ratio >= RATIO ? 'told apart well' : `too close; ${RATIO} to 1 is needed`}`;
