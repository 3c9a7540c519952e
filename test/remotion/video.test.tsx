/** The picture: pure markup, and a disclosure that no scene reaches. */
import type { CSSProperties } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import {
  assetUrl,
  CandorVideo,
  type CandorVideoProps,
  type Format,
  Layer,
  type LayerProps,
  Picture,
  reserveOf,
  SceneFrame,
  shapeOf,
  sizeOf,
  type Template,
  timeline,
} from '../../remotion/index.ts';
import tiny from '../fixtures/templates/tiny/template.ts';
import { drawing, hasBrowser } from './browser.ts';
import { layerOf, markup, videoFrame } from './support.tsx';

const template = tiny as unknown as Template;
const shape = shapeOf(template);
const formats: readonly Format[] = ['landscape', 'portrait', 'square'];
const data = { firstName: 'Ada', usageKwh: [210, 190, 150, 95], plan: 'Solo' };
const layer = layerOf(template, [
  { field: 'firstName', from: 0, to: 10 },
  { field: 'usageKwh', from: 10, to: 20 },
  { field: 'plan', from: 10, to: 30 },
]);
const props = (more: Partial<CandorVideoProps> = {}): CandorVideoProps => ({
  template,
  data,
  content: template.content.parse({}) as Record<string, unknown>,
  brand: { name: 'Northlight' },
  format: 'landscape',
  locale: 'en',
  layer,
  ...more,
});
const last = (given: CandorVideoProps): number => timeline(given.template, given.layer, given.locale).frames;
const size = (format: Format, frames: number) => ({ ...sizeOf(shape, format), fps: template.fps, frames });

describe('a video as markup', () => {
  it('is the same for the same frame, in whatever order frames are made', () => {
    const forwards = [0, 5, 12, 25, 38, 50].map((frame) => videoFrame(props(), frame));
    const backwards = [50, 38, 25, 12, 5, 0].map((frame) => videoFrame(props(), frame));
    expect(backwards.reverse()).toEqual(forwards);
  });

  it('holds still once things have arrived', () => {
    expect(videoFrame(props(), 5)).toBe(videoFrame(props(), 9));
    expect(videoFrame(props(), last(props()) - 1)).toBe(videoFrame(props(), last(props()) - 20));
  });

  it('is complete without any data, and shows no null, undefined or NaN', () => {
    for (const format of formats) {
      for (let frame = 0; frame < last(props()); frame += 4) {
        const html = videoFrame(props({ data: {}, format, layer: layerOf(template, []) }), frame);
        expect(html).not.toMatch(/null|undefined|NaN|\[object/);
        expect(html.replace(/<[^>]*>/g, '').length).toBeGreaterThan(0);
      }
    }
  });

  it('gives a scene the fields it uses and no others', () => {
    const got: unknown[] = [];
    const Spy = ({ data: seen }: { data: unknown }) => {
      got.push(seen);
      return null;
    };
    const spied: Template = { ...template, scenes: template.scenes.map((scene) => ({ ...scene, component: Spy })) };
    for (const frame of [0, 10, 20, 30]) videoFrame(props({ template: spied, data: { ...data, shoeSize: 44 } }), frame);
    expect(got).toEqual([{ firstName: 'Ada' }, { usageKwh: data.usageKwh, plan: 'Solo' }, { plan: 'Solo' }, {}]);
  });

  it('is its scene and its layer, made apart, one over the other', () => {
    const { template: _, layer: __, ...picture } = props();
    const inside = (html: string) => html.replace(/^.*?class="__remotion-player">/, '').replace(/(<\/div>){3}$/, '');
    const scene = inside(markup(SceneFrame, { ...picture, template, scene: 'usage' }, 4, size('landscape', 10)));
    const over = inside(
      markup(Layer, { shape, layer, format: 'landscape' as const, locale: 'en' }, 14, size('landscape', last(props()))),
    );
    expect(inside(markup(CandorVideo, props(), 14, size('landscape', last(props()))))).toBe(scene + over);
  });

  it('has a layer of locale, format and layer props alone', () => {
    const strip = (html: string) => html.slice(html.lastIndexOf('<div class="candor'));
    for (const frame of [2, 14, 33, 60])
      expect(strip(videoFrame(props(), frame))).toBe(
        strip(videoFrame(props({ data: { firstName: 'Somebody else' } }), frame)),
      );
  });

  it('runs from right to left where the language does', () => {
    expect(videoFrame(props({ locale: 'ar' }), 14)).not.toContain('dir="ltr"');
  });
});

describe('a picture', () => {
  const drawn = (src: string) => renderToStaticMarkup(<Picture src={src} alt="" width={10} height={10} />);

  it('is a file of the template or an upload by its content', () => {
    expect(drawn('/own/ab12.png')).toContain('src="/own/ab12.png"');
    expect(drawn('a'.repeat(64))).toContain(`src="${assetUrl('a'.repeat(64))}"`);
  });

  it.each([
    'https://a.example/x.png',
    '//a.example/x.png',
    'data:image/png;base64,AAAA',
    'javascript:alert(1)',
    '\\\\a\\x',
    '',
  ])('is never %j', (src) => {
    expect(() => drawn(src)).toThrow('Picture: src is');
  });
});

describe.skipIf(!hasBrowser)('in Chromium', () => {
  const open = drawing();

  /** The reserved space as a picture. */
  async function strip(given: CandorVideoProps, frame: number): Promise<string> {
    const { page, show } = open();
    const { width, top, reserved, height } = reserveOf(shapeOf(given.template), given.format);
    await show(videoFrame(given, frame), { width, height });
    return page.screenshot({ clip: { x: 0, y: top, width, height: reserved }, encoding: 'base64' });
  }

  const intruders: Readonly<Record<string, CSSProperties>> = {
    'position fixed': { position: 'fixed', inset: 0, zIndex: 2147483647 },
    'position absolute below the edge': {
      position: 'absolute',
      left: 0,
      right: 0,
      bottom: -500,
      height: 1000,
      zIndex: 2147483647,
    },
    'a margin': { marginTop: -500, height: 3000 },
    'a transform': { position: 'absolute', width: 100, height: 100, transform: 'scale(50) translateY(50px)' },
    'an outline and a shadow': {
      position: 'absolute',
      inset: 0,
      outline: '400px solid red',
      boxShadow: '0 0 0 900px red',
    },
    'a filter': { position: 'absolute', inset: 0, filter: 'drop-shadow(0 200px 0 red)' },
  };

  it.each(Object.entries(intruders))('keeps a scene with %s out of the reserved space', async (_, style) => {
    const Intruder = () => <div style={{ ...style, background: 'red' }}>nothing was used</div>;
    const intruded: Template = {
      ...template,
      scenes: template.scenes.map((scene) => ({ ...scene, component: Intruder })),
    };
    expect(await strip(props({ template: intruded }), 14)).toBe(await strip(props(), 14));
  });

  it('keeps ugly names out of it too', async () => {
    const plain = await strip(props(), 5);
    for (const firstName of [
      'Z\u0321\u0322\u0327\u0328\u0316\u0317\u0318\u0319\u031c'.repeat(9),
      'W'.repeat(40),
      '\u202e\u202eevil',
      '꧁꧂ 𒐫𒐫𒐫 ﷽',
      '<script>alert(1)</script>',
    ])
      expect(await strip(props({ data: { firstName } }), 5)).toBe(plain);
  });

  const big: Template = {
    ...template,
    formats: {
      landscape: { width: 1280, height: 720 },
      portrait: { width: 1080, height: 1920 },
      square: { width: 1080, height: 1080 },
    },
    scenes: template.scenes.map((scene) => ({ ...scene, uses: Object.keys(template.fields) })),
  };

  /** Words of the layer that are outside the picture, or over each other. */
  async function misplaced(given: CandorVideoProps, frame: number): Promise<string[]> {
    const { page, show } = open();
    await show(videoFrame(given, frame), sizeOf(shapeOf(given.template), given.format));
    return page.evaluate(() => {
      const all = [...document.querySelectorAll('.candor')].at(-1);
      const limits = all?.getBoundingClientRect();
      if (!all || !limits) return ['no layer'];
      const words = [...all.querySelectorAll('.lines > span, bdi, [data-marker] > span')].filter(
        (one) => one.childElementCount === 0,
      );
      const boxes = words.map((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        const { left, right } = range.getBoundingClientRect();
        const { top, bottom } = one.getBoundingClientRect();
        return { text: one.textContent ?? '', left, right, top, bottom };
      });
      const outside = boxes.filter(
        (one) =>
          one.left < limits.left ||
          one.right > limits.right ||
          one.top < limits.top - 1 ||
          one.bottom > limits.bottom + 1,
      );
      const over = boxes.filter((one, index) =>
        boxes
          .slice(index + 1)
          .some(
            (other) =>
              one.left < other.right - 1 &&
              other.left < one.right - 1 &&
              one.top < other.bottom - 4 &&
              other.top < one.bottom - 4,
          ),
      );
      return words.length === 0 ? ['no words'] : [...outside, ...over].map(({ text }) => text);
    });
  }

  const statements: Readonly<Record<string, Partial<LayerProps['statement']>>> = {
    'a short statement': {},
    'a long statement': {
      controller: 'Vereinigte Stadtwerke Nordniedersachsen-Mitte Energieversorgungsgesellschaft mbH & Co. KG',
      selectedBecause:
        'you have been a customer for a whole year and have asked us in March to tell you once a year how you did',
      sharedWith: Array.from({ length: 4 }, (_, index) => ({
        name: `Receiver number ${index + 1} and partners`,
        why: 'to carry out a part of the work that it takes',
      })),
    },
  };

  describe.each(formats)('%s', (format) => {
    it.each(Object.entries(statements))(
      'shows every word of %s inside the picture, in every language',
      async (_, statement) => {
        for (const locale of ['en', 'de', 'ar']) {
          const full = layerOf(
            big,
            Object.keys(big.fields).map((field) => ({ field, from: 0, to: 40 })),
            statement,
          );
          const given = props({ template: big, format, locale, layer: full });
          const end = last(given);
          for (const frame of [40 + 12, Math.round((40 + end) / 2), end - 1])
            expect(await misplaced(given, frame)).toEqual([]);
        }
      },
    );

    it('shows the names of all fields of a scene at once', async () => {
      const full = layerOf(
        big,
        Object.keys(big.fields).map((field) => ({ field, from: 0, to: 40 })),
      );
      for (const locale of ['en', 'de'])
        expect(await misplaced(props({ template: big, format, locale, layer: full }), 12)).toEqual([]);
    });
  });
});
