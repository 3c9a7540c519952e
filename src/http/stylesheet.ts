/**
 * Style sheets for the browsers that people have: what one of 2018 does not know is said so that it does. Colours of the
 * tokens get an sRGB fallback, logical sides become left and right by the page's direction.
 */
import { transform } from 'lightningcss';

/** Lightning CSS counts versions in bytes. */
const version = (major: number, minor = 0): number => (major << 16) | (minor << 8);
const OLDEST = { chrome: version(80), firefox: version(78), safari: version(12), ios_saf: version(12) };

/** `css` for those browsers, without what only people read. */
export function forBrowsers(css: string, name: string): Buffer {
  return Buffer.from(transform({ filename: name, code: Buffer.from(css), targets: OLDEST, minify: true }).code);
}
