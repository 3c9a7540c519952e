/** The mail in a frame, as mail programs show it: light or dark, with pictures or without, on a screen or a phone. */
import { useState } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';

const WAYS = {
  scheme: {
    label: 'Colours',
    ways: [
      ['light', 'Light'],
      ['dark', 'Dark'],
    ],
  },
  pictures: {
    label: 'Pictures',
    ways: [
      ['on', 'Pictures on'],
      ['off', 'Pictures off'],
    ],
  },
  screen: {
    label: 'Screen',
    ways: [
      ['wide', 'Desktop'],
      ['phone', 'Phone'],
    ],
  },
} as const;
type Way = keyof typeof WAYS;

export function Preview({ at }: { readonly at: (more: Record<string, string>) => string }) {
  const [chosen, setChosen] = useState<Record<Way, string>>({ scheme: 'light', pictures: 'on', screen: 'wide' });
  const { scheme, pictures, screen } = chosen;
  return (
    <figure className="mail-preview">
      <figcaption>
        {(Object.keys(WAYS) as Way[]).map((way) => (
          <ToggleButtonGroup
            key={way}
            aria-label={WAYS[way].label}
            className="toggles"
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[chosen[way]]}
            onSelectionChange={(keys) => setChosen({ ...chosen, [way]: String([...keys][0]) })}
          >
            {WAYS[way].ways.map(([id, name]) => (
              <ToggleButton key={id} id={id} className="toggle">
                {name}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        ))}
      </figcaption>
      <div className="mail-stage" data-scheme={scheme}>
        <iframe title="The mail" src={at({ scheme, pictures })} sandbox="" data-screen={screen} />
      </div>
    </figure>
  );
}
