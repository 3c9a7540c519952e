/**
 * What people beyond those whose plans were made would add. A scene is drawn from the fields it names, so people with the
 * same values in them share it: how many different sets of values there are is counted for everybody, and what a new set
 * needed is known from the people planned last.
 */
import type { TemplateCard } from '../../src/frames/types.ts';
import { type Person, personOf } from './people.ts';

export interface Needs {
  readonly pictures: number;
  readonly segments: number;
}

/** By scene. */
type Added = ReadonlyMap<string, Needs>;

export class Estimate {
  readonly #card: TemplateCard;
  /** What each planned person added, in order. */
  readonly #added: Added[] = [];

  constructor(card: TemplateCard) {
    this.#card = card;
  }

  planned(index: number, added: Added): void {
    this.#added[index] = added;
  }

  /** What people `from` to `to` add together, judged by those planned before `from`: by the later half of them. */
  between(from: number, to: number): Needs {
    const half = from >> 1;
    const seen = new Map(this.#card.scenes.map(({ id }) => [id, new Set<string>()]));
    const sums = new Map(this.#card.scenes.map(({ id }) => [id, { sets: 0, pictures: 0, segments: 0, later: 0 }]));
    for (let index = 0; index < to; index++) {
      const person = personOf(this.#card, 'realistic', index);
      for (const scene of this.#card.scenes) {
        const sum = sums.get(scene.id);
        const sets = seen.get(scene.id);
        if (!sum || !sets) continue;
        const set = valuesOf(person, scene.uses);
        const isNew = !sets.has(set);
        sets.add(set);
        if (index >= from) sum.later += isNew ? 1 : 0;
        else if (index >= half) {
          const needs = this.#added[index]?.get(scene.id);
          sum.sets += isNew ? 1 : 0;
          sum.pictures += needs?.pictures ?? 0;
          sum.segments += needs?.segments ?? 0;
        }
      }
    }
    const all = [...sums.values()].filter(({ sets }) => sets > 0);
    return {
      pictures: all.reduce((total, { sets, pictures, later }) => total + (later * pictures) / sets, 0),
      segments: all.reduce((total, { sets, segments, later }) => total + (later * segments) / sets, 0),
    };
  }
}

const valuesOf = ({ profile }: Person, uses: readonly string[]): string =>
  JSON.stringify(uses.map((key) => profile[key]));
