/**
 * "Show my data in the picture" says what the fingerprints say, scene by scene, in every template: nothing is outlined
 * outside the times under the seek bar, and inside them only what nobody sees yet: there the picture without is the same.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { pino } from 'pino';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { shapeOf, timeline } from '../../remotion/index.ts';
import { exampleTexts } from '../../src/cli/one-off.ts';
import { fieldRule, gate } from '../../src/consent/index.ts';
import { consentRecordSchema } from '../../src/consent/record.ts';
import { layerFor, measure } from '../../src/disclosure/index.ts';
import { type Frames, openFrames } from '../../src/frames/index.ts';
import { liveAssets } from '../../src/http/live.ts';
import type { LiveModule, LivePicture, LiveProps } from '../../src/web/watch/live/types.ts';
import { atEnd } from '../support/at-end.ts';
import { openBrowser } from '../support/browser.ts';
import { brand, templates } from './draw.ts';
import { ordinary } from './values.ts';

/** Of a scene's length: coming in, standing, leaving. */
const MOMENTS = [0.08, 0.3, 0.6, 0.97];

/** Of the page: the picture without the disclosure's own line below it, which says what is in it. */
const SCENE = { x: 0, y: 0, width: 960, height: 484 };

const cacheDir = mkdtempSync(join(tmpdir(), 'candor-outlines-'));
let frames: Frames;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  atEnd(() => rmSync(cacheDir, { recursive: true, force: true }));
  frames = await openFrames({
    templates: fileURLToPath(new URL('../../templates', import.meta.url)),
    cacheDir,
    log: pino({ level: 'silent' }),
  });
  atEnd(() => frames.close());
  const app = express();
  app.use(liveAssets(frames).router);
  app.get('/', (_, response) => {
    response
      .type('html')
      .send(
        '<!doctype html><body style="margin:0"><div id="host" style="position:relative;width:960px;height:540px"></div>',
      );
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  browser = await openBrowser(cacheDir);
  page = await browser.newPage({ viewport: { width: 1000, height: 600 } });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}, 120_000);
test.each(templates)('$id: outlines, lanes and fingerprints agree', { timeout: 240_000 }, async (template) => {
  const card = (await frames.cards()).find(({ id }) => id === template.id);
  if (!card) throw new Error('the template does not load');
  const keys = card.fields.map(({ key }) => key);
  const agreed = consentRecordSchema.parse({
    ...{ recordId: 'r', purpose: card.purpose, fields: keys, givenAt: '2026-01-01T00:00:00Z' },
  });
  const passed = gate({
    // Fields of the viewer's own too, as if they had been kept.
    rules: card.fields.map(({ key, schema }) => fieldRule(key, schema)),
    ...{ profile: Object.fromEntries(keys.map((key) => [key, ordinary[key]])), records: [agreed] },
    ...{
      purpose: card.purpose,
      acts: { off: new Set(), withdrawals: [], general: undefined },
      now: new Date('2026-02-01T00:00:00Z'),
    },
  });
  if ('rejected' in passed) throw new Error('a made-up person that the gate rejects');
  const { data } = passed.verdict;
  expect(Object.keys(data).sort()).toEqual([...keys].sort());
  const scenes = { template: card.id, format: 'landscape', locale: 'en', brand, content: {}, data } as const;
  const { influence } = await measure(frames, card, scenes);
  const layer = layerFor(card, exampleTexts(card), influence);

  const shape = shapeOf(template);
  const own = new Map(timeline(shape, undefined, 'en').scenes.map(({ id, from }) => [id, from]));
  const moments = timeline(shape, layer, 'en').scenes.flatMap(({ id, from, frames: length }) =>
    MOMENTS.flatMap((share) => {
      const at = Math.floor(share * length);
      const without = own.get(id);
      return without === undefined ? [] : [{ scene: id, frame: from + at, measured: without + at }];
    }),
  );
  const { script, style } = liveAssets(frames).addresses(card.id);
  const props: LiveProps = { format: 'landscape', locale: 'en', brand, content: {}, layer, data, entered: [] };
  // As text: the import is the page's own, not this file's.
  await page.evaluate(`import(${JSON.stringify(script)}).then((module) => { globalThis.live = module; })`);
  const open = (props: LiveProps) =>
    page.evaluateHandle(
      ({ style, props }) => {
        const { live } = globalThis as unknown as { live: LiveModule };
        const host = document.getElementById('host') as HTMLElement;
        return live.open(host, style, props, () => {
          throw new Error('the template fails in the page');
        });
      },
      { style, props },
    );
  const picture = await open(props);
  const outlined = await picture.evaluate(
    (one: LivePicture, asked) => asked.map((frame) => one.outlines(frame).map(({ field }) => field)),
    moments.map(({ frame }) => frame),
  );
  const shot = async (one: typeof picture, frame: number): Promise<string> => {
    await one.evaluate((shown: LivePicture, at) => shown.show(at), frame);
    return (await page.screenshot({ clip: SCENE })).toString('base64');
  };
  const unseen: { field: string; at: string; frame: number; full: string }[] = [];
  let seen = 0;
  for (const [index, { scene, frame, measured }] of moments.entries()) {
    for (const field of keys) {
      const inLane = influence.some((one) => one.field === field && measured >= one.from && measured < one.to);
      const isOutlined = outlined[index]?.includes(field) ?? false;
      const at = `${scene} ${measured} ${field}`;
      expect([at, isOutlined && !inLane]).toEqual([at, false]);
      seen += isOutlined ? 1 : 0;
      if (inLane && !isOutlined) unseen.push({ field, at, frame, full: await shot(picture, frame) });
    }
  }
  await picture.evaluate((one: LivePicture) => one.close());
  expect(seen).toBeGreaterThan(unseen.length);
  for (const field of new Set(unseen.map((one) => one.field))) {
    const { [field]: _, ...others } = data as Record<string, unknown>;
    const without = await open({ ...props, data: others });
    // Left out on this device alone, it moves no scene.
    for (const { at, frame, full } of unseen.filter((one) => one.field === field)) {
      expect([at, (await shot(without, frame)) === full]).toEqual([at, true]);
    }
    await without.evaluate((one: LivePicture) => one.close());
  }
});
