import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrast } from '../../remotion/kit/colour.ts';
import { tonesOf } from '../../src/http/mail/tones.ts';

test('whatever colour a sender has, the button is told from the paper and its words are legible', () => {
  const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
  fc.assert(
    fc.property(fc.option(colour, { nil: undefined }), fc.constantFrom('light', 'dark'), (brand, tone) => {
      const tones = tonesOf(tone, brand);
      for (const one of Object.values(tones)) expect(one).toMatch(/^#[0-9a-f]{6}$/);
      expect(contrast(tones.button, tones.paper)).toBeGreaterThanOrEqual(3);
      expect(contrast(tones.onButton, tones.button)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(tones.quiet, tones.around)).toBeGreaterThanOrEqual(4.5);
    }),
  );
});
