/** The colours of pages and templates, as mails take them. */
import { contrast, legible, parseColour, toHex } from '../../../remotion/kit/colour.ts';
import { COLOURS, type Tone } from '../../../remotion/tokens.ts';
import type { Tones } from '../../delivery/email/index.ts';

const hex = (tone: Tone, name: string): string => {
  const colour = parseColour(COLOURS[tone][name] ?? '');
  if (!colour) throw new Error(`no colour ${name}`);
  return toHex(colour);
};

/** A button is told from the paper, and its words from the button, whatever colour the sender has. */
export function tonesOf(tone: Tone, brand: string | undefined): Tones {
  const paper = hex(tone, 'paper');
  const button = legible(brand, paper, 3, COLOURS[tone].ink);
  const onButton = ['#ffffff', hex('light', 'ink')].find((one) => contrast(one, button) >= 4.5) ?? '#000000';
  return {
    paper,
    around: hex(tone, 'paper2'),
    ink: hex(tone, 'ink'),
    quiet: hex(tone, 'ink2'),
    line: hex(tone, 'line'),
    button,
    onButton,
  };
}
