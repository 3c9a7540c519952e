/** `candor template preview`: one page of files, live: the template with its interactions, for people who are nobody. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { z } from 'zod';
import { stylesheet } from '../../remotion/fonts/stylesheet.ts';
import type { Format } from '../../remotion/template.ts';
import { consentRecordSchema } from '../consent/record.ts';
import type { Consented, Profile } from '../consent/types.ts';
import { layerFor, measure, tellingPeople } from '../disclosure/index.ts';
import type { Frames } from '../frames/index.ts';
import type { TemplateCard } from '../frames/types.ts';
import { type PreviewPerson, type PreviewView, VIEW } from '../web/preview/view.ts';
import { exampleTexts, passGate } from './one-off.ts';

const PAGES = fileURLToPath(new URL('../web/preview/', import.meta.url));
const MODULES = join(createRequire(import.meta.url).resolve('react/package.json'), '../..');
/** Writes the page into `folder` and answers its path. `told`: 0–1, rising. */
export async function writePreview(
  frames: Frames,
  card: TemplateCard,
  folder: string,
  told: (done: number) => void,
): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const people: PreviewPerson[] = [];
  const everybody = peopleOf(card);
  for (const { name, data } of everybody) {
    people.push({ name, data, layer: await measuredLayer(frames, card, data) });
    told(people.length / (everybody.length + 1));
  }
  const view: PreviewView = { brand: { name: exampleTexts(card).controller.name }, people };
  const script = await bundle(card);
  writeFileSync(join(folder, 'preview.js'), script.js);
  writeFileSync(join(folder, 'preview.css'), `${stylesheet(fontUrl)}\n${script.css}`);
  const page = join(folder, 'index.html');
  writeFileSync(page, pageOf(card, view));
  told(1);
  return page;
}

const fontUrl = (file: string): string => pathToFileURL(join(MODULES, file)).href;

/** Nobody, everybody of the sample as far as they agreed, and made-up people at the ends of what the fields let in. */
function peopleOf(card: TemplateCard): { readonly name: string; readonly data: Consented<Profile> }[] {
  const now = new Date();
  return tellingPeople(card, now)
    .filter(({ kind }) => kind !== 'locale' && kind !== 'branch')
    .map(({ kind, row }) => {
      const consent = z.array(consentRecordSchema).parse(row.consent);
      return { name: kind === 'sample' ? row.id : kind, data: passGate(card, row.profile, consent, now).data };
    });
}

async function measuredLayer(frames: Frames, card: TemplateCard, data: Consented<Profile>) {
  const texts = exampleTexts(card);
  const [format] = Object.keys(card.formats) as Format[];
  const [locale] = card.locales;
  if (!format || !locale) throw new Error('a template without format or locale');
  const brand = { name: texts.controller.name };
  const { influence } = await measure(frames, card, { template: card.id, format, locale, brand, content: {}, data });
  return layerFor(card, texts, influence);
}

async function bundle(card: TemplateCard): Promise<{ js: string; css: string }> {
  const entry = ['template.ts', 'template.tsx'].map((name) => join(card.folder, name)).find(existsSync);
  if (!entry) throw new Error('the template has no entry');
  const built = await build({
    entryPoints: { preview: join(PAGES, 'client.tsx'), style: join(PAGES, 'preview.css') },
    alias: { 'candor-preview-template': entry },
    bundle: true,
    // A page of files may load no modules.
    format: 'iife',
    jsx: 'automatic',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.png': 'dataurl', '.jpg': 'dataurl', '.jpeg': 'dataurl', '.webp': 'dataurl', '.svg': 'dataurl' },
    minify: true,
    write: false,
    outdir: '/',
    logLevel: 'silent',
  });
  const text = (end: string): string => built.outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  return { js: text('.js'), css: text('.css') };
}

const pageOf = (card: TemplateCard, view: PreviewView): string => `<!doctype html>
<html lang="en" class="light">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${card.id} ${card.version}</title>
<link rel="stylesheet" href="preview.css">
<script type="application/json" id="${VIEW}">${JSON.stringify(view).replaceAll('<', '\\u003c')}</script>
<div id="root"></div>
<script src="preview.js"></script>
</html>
`;
