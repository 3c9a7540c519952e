/** The space a scene is drawn in: its size, its scale, and the marks of the template's fields. */
import { createContext, useContext } from 'react';
import type { Format } from '../template.ts';

export interface Stage {
  /** Of the scene's own box in pixels: the picture without the space reserved for the disclosure. */
  readonly width: number;
  readonly height: number;
  readonly format: Format;
  readonly fps: number;
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  /** Pixels for a length on the design sheet (1280×720, 1080×1920, 1080×1080), in steps of ¼. */
  readonly px: (length: number) => number;
  /** Outer margin in pixels. */
  readonly margin: number;
  /** Keys of the template's fields in order; the place is the mark. */
  readonly fields: readonly string[];
}

const StageContext = createContext<Stage | undefined>(undefined);
export const StageProvider = StageContext.Provider;

/** The stage of the scene this component is in. */
export function useStage(): Stage {
  const stage = useContext(StageContext);
  if (!stage) throw new Error('useStage: there is no stage outside a scene');
  return stage;
}

/** The number of a field's mark, 1–8, or undefined for a field the template does not declare. */
export function useMark(field: string | undefined): number | undefined {
  const place = useStage().fields.indexOf(field ?? '');
  return place < 0 ? undefined : place + 1;
}

/** The CSS colour of a mark. */
export const markColour = (mark: number): string => `var(--mark-${mark})`;
