/** Everything one run measured, and what it says beside the plain way. */

import type { OpenFigures } from './opening.ts';
import type { AudienceFigures, MemoryFigures, PlainFigures } from './parts.ts';
import type { PlannedFigures } from './planned.ts';
import type { RivalFigures } from './rival.ts';

/** What was measured; parts that did not run are absent. */
export interface Figures {
  readonly machine: string;
  readonly at: string;
  readonly template: string;
  readonly format: string;
  readonly locale: string;
  readonly plain?: PlainFigures;
  readonly new?: AudienceFigures;
  readonly realistic?: AudienceFigures;
  readonly identical?: AudienceFigures;
  readonly none?: AudienceFigures;
  readonly first?: OpenFigures;
  readonly open?: OpenFigures & { readonly seconds: number };
  readonly memory?: MemoryFigures;
  readonly hyperframes?: RivalFigures;
  /** Why there is nothing of HyperFrames. */
  readonly without?: string;
  readonly plan?: PlannedFigures;
}

export const AUDIENCES = [
  ['new', 'every value new'],
  ['realistic', 'realistic'],
  ['identical', 'identical'],
  ['none', 'no data'],
] as const;

export interface Ratios {
  /** How many times less than `renderMedia`: by the median person, and by what the whole audience cost. */
  readonly seconds?: number;
  readonly cpuSeconds?: number;
  readonly meanSeconds?: number;
  readonly meanCpuSeconds?: number;
  /** How many times more people a minute than HyperFrames. */
  readonly hyperframes?: number;
}

export function ratiosOf({ plain, hyperframes, ...figures }: Figures): Partial<Record<string, Ratios>> {
  return Object.fromEntries(
    AUDIENCES.flatMap(([key]) => {
      const one = figures[key];
      if (!one) return [];
      const ratios: Ratios = {
        ...(plain && {
          seconds: plain.seconds / one.seconds,
          cpuSeconds: plain.cpuSeconds / one.cpuSeconds,
          meanSeconds: plain.seconds / one.meanSeconds,
          meanCpuSeconds: plain.cpuSeconds / one.meanCpuSeconds,
        }),
        ...(hyperframes && { hyperframes: hyperframes.seconds / one.meanSeconds }),
      };
      return [[key, ratios]];
    }),
  );
}
