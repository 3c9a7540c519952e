/** A good template as text, and copies of it with one thing wrong, each in a folder of its own. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const KIT = new URL('../../../remotion/index.ts', import.meta.url).pathname;
const HERE = new URL('.', import.meta.url).pathname;

export const GOOD = `
import { useState } from 'react';
import * as react from 'react';
import { AbsoluteFill, useCurrentFrame } from 'remotion';
import { z } from 'zod';
import { defineTemplate, field, formatNumber, scene } from ${JSON.stringify(KIT)};
import { Whole } from './whole.tsx';
/*imports*/

function Hello({ data }: { data: { firstName?: string } }) {
  const frame = useCurrentFrame();
  const [greeting] = useState('Hello');
  /*body*/
  return (
    <AbsoluteFill>
      <p style={{ /*style*/ position: 'absolute', top: 10 }}>{greeting}{frame > 1 && data.firstName ? ', ' + data.firstName : ''}</p>
      {/*markup*/ null}
    </AbsoluteFill>
  );
}

function Usage({ data, locale }: { data: { usage?: number; size?: number }; locale: string }) {
  return <p>{formatNumber(locale, (data.usage ?? 100) / (data.size ?? 50))}</p>;
}

export default defineTemplate({
  id: 'good',
  version: '1',
  title: { en: 'Good', de: 'Gut' },
  purpose: 'personalised-video',
  purposeText: 'to test',
  fps: 10,
  formats: { landscape: { width: 320, height: 180 } },
  locales: ['en', 'de'],
  fields: {
    firstName: field(z.string().min(1).max(40), { label: { en: 'First name', de: 'Vorname' }, category: 'pd:Name', source: 'from you', why: 'to greet' }),
    usage: field(z.number().min(0), { label: 'Usage', category: 'pd:Usage', source: 'from your meter', why: 'to compare' }),
    size: field(z.number().min(1), { label: 'Size', category: 'pd:Home', source: 'from your contract', why: 'to compare' }),
    /*fields*/
  },
  content: z.object({ word: z.string().default('word') }),
  scenes: [
    scene({ id: 'hello', title: 'Hello', seconds: 0.4, uses: ['firstName'/*uses*/], component: Hello, describe: ({ data }) => 'Hello ' + (data.firstName ?? '') }),
    scene({ id: 'usage', title: 'Usage', seconds: 0.2, uses: ['usage', 'size'], component: Usage, describe: () => 'Usage by size.' }),
    scene({ id: 'whole', title: 'Whole', seconds: 0.2, uses: [], component: Whole, describe: () => 'A film.', opaque: true }),
  ],
  sample: 'sample.json',
} as never);
void react;
`;

/** An opaque scene may be made of anything Remotion can draw. */
const WHOLE = `
import { useEffect } from 'react';
import { Img, delayRender } from 'remotion';
export function Whole() {
  useEffect(() => void delayRender, []);
  return <Img src="x.png" />;
}
`;

const SAMPLE = [{ id: 'p-1', profile: { firstName: 'Zoë', usage: 210, size: 78 }, consent: [] }];

/** Writes templates; each change replaces a piece of the good one's text. */
export async function templateWriter() {
  const root = await mkdtemp(join(HERE, '.written-'));
  let count = 0;
  return {
    async write(changes: readonly (readonly [from: string, to: string])[] = []): Promise<string> {
      const folder = join(root, String(++count));
      await mkdir(folder);
      let text = GOOD;
      for (const [from, to] of changes) {
        if (!text.includes(from)) throw new Error(`the good template has no ${from}`);
        text = text.replace(from, () => to);
      }
      await writeFile(join(folder, 'template.tsx'), text);
      await writeFile(join(folder, 'whole.tsx'), WHOLE);
      await writeFile(join(folder, 'sample.json'), JSON.stringify(SAMPLE));
      return folder;
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
