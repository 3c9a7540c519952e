/** Colours as numbers: OKLCH and sRGB, contrast by WCAG, and a sender's colour made legible. */

/** Linear light, 0–1. */
type Rgb = readonly [number, number, number];
export interface Oklch {
  readonly l: number;
  readonly c: number;
  /** Degrees. */
  readonly h: number;
}

const toLinear = (v: number): number => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const toGamma = (v: number): number => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055);

function oklchToLinear({ l, c, h }: Oklch): Rgb {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const x = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const y = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const z = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ];
}

function linearToOklch([r, g, b]: Rgb): Oklch {
  const x = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const y = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const z = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * x - 2.428592205 * y + 0.4505937099 * z;
  const bb = 0.0259040371 * x + 0.7827717662 * y - 0.808675766 * z;
  return {
    l: 0.2104542553 * x + 0.793617785 * y - 0.0040720468 * z,
    c: Math.hypot(a, bb),
    h: (Math.atan2(bb, a) * 180) / Math.PI,
  };
}

const inGamut = (rgb: Rgb): boolean => rgb.every((v) => v > -1e-4 && v < 1 + 1e-4);

/** Takes chroma away until the colour exists on a screen. */
function fitGamut(colour: Oklch): Oklch {
  if (inGamut(oklchToLinear(colour))) return colour;
  let low = 0;
  let high = colour.c;
  for (let i = 0; i < 24; i += 1) {
    const c = (low + high) / 2;
    if (inGamut(oklchToLinear({ ...colour, c }))) low = c;
    else high = c;
  }
  return { ...colour, c: low };
}

/** `#rgb`, `#rrggbb` or `oklch(l c h)`; undefined for anything else. */
export function parseColour(text: string): Oklch | undefined {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (hex) {
    const full = hex.length === 3 ? hex.replace(/./g, '$&$&') : hex;
    const part = (at: number): number => toLinear(Number.parseInt(full.slice(at, at + 2), 16) / 255);
    return linearToOklch([part(0), part(2), part(4)]);
  }
  const lch = /^oklch\(\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)\s*\)$/.exec(text.trim());
  return lch ? { l: Number(lch[1]), c: Number(lch[2]), h: Number(lch[3]) } : undefined;
}

/** `#rrggbb`. */
export function toHex(colour: Oklch): string {
  const byte = (v: number): string =>
    Math.round(255 * toGamma(Math.min(1, Math.max(0, v))))
      .toString(16)
      .padStart(2, '0');
  return `#${oklchToLinear(fitGamut(colour)).map(byte).join('')}`;
}

function luminance(colour: Oklch): number {
  const [r, g, b] = oklchToLinear(fitGamut(colour)).map((v) => Math.min(1, Math.max(0, v))) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast of two colours by WCAG 2, 1–21. NaN if one cannot be read. */
export function contrast(a: string, b: string): number {
  const first = parseColour(a);
  const second = parseColour(b);
  if (!first || !second) return Number.NaN;
  const [high, low] = [luminance(first), luminance(second)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/**
 * The colour nearest to `colour` that has the contrast `ratio` on `ground`: hue stays, lightness gives way. A colour that
 * cannot be read gives `fallback`.
 */
export function legible(
  colour: string | undefined,
  ground: string,
  ratio = 4.5,
  fallback = 'oklch(.23 .018 262)',
): string {
  const wanted = parseColour(colour ?? '') ?? parseColour(fallback);
  const under = parseColour(ground);
  if (!wanted || !under) return fallback;
  const direction = luminance(under) > 0.18 ? -1 : 1;
  for (let step = 0; step <= 200; step += 1) {
    const l = wanted.l + direction * step * 0.005;
    if (l < 0 || l > 1) break;
    const hex = toHex({ ...wanted, l });
    if (contrast(hex, ground) >= ratio) return hex;
  }
  return direction < 0 ? '#000000' : '#ffffff';
}
