/** The button on pictures in mails, drawn over a frame: ink on paper, the same on every template. */

/** Share of the shorter side. */
const SIZE = 0.2;

/** SVG over a whole frame, which is `width` by `height`. */
export function playButton({ width, height }: { readonly width: number; readonly height: number }): string {
  const r = (Math.min(width, height) * SIZE) / 2;
  const [x, y] = [width / 2, height / 2];
  const at = (dx: number, dy: number): string => `${(x + dx * r).toFixed(1)} ${(y + dy * r).toFixed(1)}`;
  const circle = (radius: number, colour: string): string =>
    `<circle cx="${x}" cy="${y}" r="${radius}" fill="${colour}"/>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" style="position:absolute;inset:0;width:100%;height:100%;z-index:2147483647">`,
    circle(r + Math.max(2, r * 0.07), 'oklch(.982 .007 92)'),
    circle(r, 'oklch(.23 .018 262)'),
    `<path d="M${at(-0.3, -0.46)} L${at(-0.3, 0.46)} L${at(0.5, 0)} Z" fill="oklch(.982 .007 92)" stroke="oklch(.982 .007 92)" stroke-width="${r * 0.08}" stroke-linejoin="round"/>`,
    '</svg>',
  ].join('');
}
