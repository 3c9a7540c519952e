/**
 * Entry for Remotion's own renderer and studio: composition `candor` draws any template of `templates/` by its id; one of the
 * template's own name is there for the studio. Only here are there effects and sound; the frames of the service are markup.
 */
import { useLayoutEffect } from 'react';
import {
  type CalculateMetadataFunction,
  Composition,
  continueRender,
  delayRender,
  registerRoot,
  useCurrentFrame,
} from 'remotion';
import { stylesheet } from './fonts/stylesheet.ts';
import type { LayerProps } from './layer.ts';
import { shapeOf, sizeOf, timeline } from './shape.ts';
import type { Brand, Format, Soundtrack, Template } from './template.ts';
import { CandorVideo } from './video.tsx';

/** Input props: all of it data. */
export interface PlainProps extends Record<string, unknown> {
  /** Id of a template. */
  readonly template: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly content: Readonly<Record<string, unknown>>;
  readonly brand: Brand;
  readonly format: Format;
  readonly locale: string;
  readonly layer?: LayerProps;
  /** With the template's soundtrack. */
  readonly sound?: boolean;
}

/** What webpack makes of `require.context`: every file that matches, found when the bundle is made. */
interface Found {
  keys(): string[];
  (key: string): unknown;
}
declare const require: { context(folder: string, deep: boolean, files: RegExp): Found };

const templateFiles = require.context('../templates', true, /^\.\/[^/]+\/template\.tsx?$/);
const sounds = require.context('../templates', true, /\.wav$/);
const fonts = require.context(
  '../node_modules/@fontsource-variable',
  true,
  /(source-serif-4-[a-z-]+-opsz|commissioner-[a-z-]+-wght|noto-(?:sans|emoji)-[a-z0-9[\]-]+-wght)-normal\.woff2$/,
);

interface Known {
  readonly template: Template;
  readonly folder: string;
}
const known = new Map<string, Known>(
  templateFiles.keys().map((key) => {
    const { default: template } = templateFiles(key) as { default: Template };
    return [template.id, { template, folder: key.slice(0, key.lastIndexOf('/')) }];
  }),
);

function find(id: string): Known {
  const found = known.get(id);
  if (!found) throw new Error('template: there is none of this id');
  return found;
}

const css = stylesheet((file) => {
  const [, ...rest] = file.split('/');
  return String(fonts(`./${rest.join('/')}`));
});

function soundOf({ template, folder }: Known): Soundtrack | undefined {
  const { soundtrack } = template;
  if (!soundtrack) return undefined;
  const url = (file: string): string => String(sounds(`${folder}/${file.replace(/^\.\//, '')}`));
  return { bed: url(soundtrack.bed), cues: soundtrack.cues.map((cue) => ({ ...cue, file: url(cue.file) })) };
}

/** Holds every frame until the fonts that its text asks for are there. */
function useFonts(): void {
  const frame = useCurrentFrame();
  useLayoutEffect(() => {
    const handle = delayRender('fonts');
    document.body.getBoundingClientRect();
    document.fonts.ready.then(() => continueRender(handle));
  }, [frame]);
}

function Plain({ template: id, content, layer, sound, ...picture }: PlainProps) {
  useFonts();
  const found = find(id);
  const track = sound ? soundOf(found) : undefined;
  return (
    <>
      <style>{css}</style>
      <CandorVideo
        template={found.template}
        content={found.template.content.parse(content) as Record<string, unknown>}
        {...picture}
        {...(layer ? { layer } : {})}
        {...(track ? { sound: track } : {})}
      />
    </>
  );
}

const metadata: CalculateMetadataFunction<PlainProps> = ({ props }) => {
  const shape = shapeOf(find(props.template).template);
  const { frames, fps } = timeline(shape, props.layer, props.locale);
  return { ...sizeOf(shape, props.format), fps, durationInFrames: frames };
};

function Root() {
  const first = [...known.values()][0]?.template;
  if (!first) return null;
  return (
    <>
      {[['candor', first] as const, ...[...known].map(([id, { template }]) => [id, template] as const)].map(
        ([id, template]) => (
          <Composition
            key={id}
            id={id}
            component={Plain}
            calculateMetadata={metadata}
            defaultProps={{
              template: template.id,
              data: {},
              content: {},
              brand: { name: 'Northlight' },
              format: Object.keys(template.formats)[0] as Format,
              locale: template.locales[0],
            }}
          />
        ),
      )}
    </>
  );
}

registerRoot(Root);
