/** The style sheet of a frame: fonts, tokens, faces. */
import { textCss } from '../kit/text.tsx';
import { tokensCss } from '../tokens.ts';
import faces from './faces.json' with { type: 'json' };

/** A font file as the packages have it: family, file, weights, what it covers. */
interface FontFace {
  readonly family: string;
  readonly file: string;
  readonly weight: string;
  readonly range?: string;
}
const FONTS: readonly FontFace[] = faces;

/** The font files, relative to `node_modules`. */
export const fontFiles = (): readonly string[] => FONTS.map(({ file }) => file);

/**
 * Everything the markup of a frame needs: `@font-face` rules, tokens, the kit's classes.
 * @param urlFor address of a font file given relative to `node_modules`
 */
export function stylesheet(urlFor: (file: string) => string): string {
  const rules = FONTS.map(
    ({ family, file, weight, range }) =>
      `@font-face{font-family:'${family}';font-style:normal;font-display:block;font-weight:${weight};src:url(${JSON.stringify(urlFor(file))}) format('woff2');${range ? `unicode-range:${range};` : ''}}`,
  );
  return [...rules, tokensCss(), textCss()].join('\n');
}
