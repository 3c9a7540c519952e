/** How wide a text is, without asking a browser. */
import { FACES, type FaceName } from './faces.ts';

/** Width of one line of `text` in em, at least what a browser gives it. */
export function widthOf(text: string, face: FaceName): number {
  return [...text].length * (0.6 + FACES[face].tracking);
}
