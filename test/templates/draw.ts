/** Frames of the project's own templates, as the markup they are drawn from. */
import { Thumbnail } from '@remotion/player';
import { type ComponentType, createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { CandorVideo, type Format, inTimelineOrder, shapeOf, type Template, timeline } from '../../remotion/index.ts';
import planSample from '../../templates/plan-finder/sample.json' with { type: 'json' };
import plan from '../../templates/plan-finder/template.ts';
import welcomeSample from '../../templates/welcome/sample.json' with { type: 'json' };
import welcome from '../../templates/welcome/template.ts';
import yearSample from '../../templates/year-in-review/sample.json' with { type: 'json' };
import year from '../../templates/year-in-review/template.ts';

export const templates: readonly Template[] = [welcome, year, plan] as unknown as readonly Template[];
export const FORMATS: readonly Format[] = ['landscape', 'portrait', 'square'];
export const LOCALES = ['en', 'de'] as const;
export const brand = { name: 'Northlight Energy' };

export interface SampleRow {
  readonly id: string;
  readonly locale: string;
  readonly profile: Readonly<Record<string, unknown>>;
  readonly consent: readonly {
    readonly recordId: string;
    readonly purpose: string;
    readonly fields: readonly string[];
    readonly givenAt: string;
    readonly expiresAt: string;
  }[];
}
export const samples: Readonly<Record<string, readonly SampleRow[]>> = {
  welcome: welcomeSample,
  'year-in-review': yearSample,
  'plan-finder': planSample,
};

export type Data = Readonly<Record<string, unknown>>;
export interface Shot {
  readonly template: Template;
  readonly format: Format;
  readonly locale: string;
  readonly data: Data;
}

/** What the sender leaves unsaid is the template's own. */
export const contentOf = (template: Template): Data => template.content.parse({}) as Data;

export const scenesOf = (template: Template) => timeline(shapeOf(template), undefined, 'en').scenes;

/** The markup of one frame of the scenes, without the disclosure layer. */
export function draw({ template, format, locale, data }: Shot, frame: number): string {
  const { width, height } = template.formats[format] ?? { width: 0, height: 0 };
  const frames = scenesOf(template).reduce((sum, scene) => sum + scene.frames, 0);
  return renderToStaticMarkup(
    createElement(Thumbnail<never, Record<string, unknown>>, {
      component: CandorVideo as unknown as ComponentType<Record<string, unknown>>,
      inputProps: { template, data, content: contentOf(template), brand, format, locale },
      frameToDisplay: frame,
      durationInFrames: frames,
      fps: template.fps,
      compositionWidth: width,
      compositionHeight: height,
    } as never),
  );
}

/** What each scene says of itself. */
export const words = ({ template, format, locale, data }: Shot): readonly string[] =>
  inTimelineOrder(template.scenes).map(({ uses, describe }) => {
    const own = Object.fromEntries(uses.flatMap((key) => (data[key] === undefined ? [] : [[key, data[key]]])));
    return describe({ data: own, content: contentOf(template), brand, format, locale });
  });
