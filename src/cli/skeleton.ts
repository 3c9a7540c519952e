/** What `candor template new` writes: a complete small template that passes the linter. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from './output.ts';

const definition = (id: string): string => `import { z } from 'zod';
import { defineTemplate, field, scene } from '../../remotion/index.ts';
import { content } from './content.ts';
import { describeHello, Hello } from './Hello.tsx';

export default defineTemplate({
  id: '${id}',
  version: '1.0.0',
  title: { en: 'Hello' },
  purpose: 'personalised-video',
  purposeText: { en: 'to make this video yours' },
  fps: 30,
  formats: {
    landscape: { width: 1280, height: 720 },
    portrait: { width: 1080, height: 1920 },
    square: { width: 1080, height: 1080 },
  },
  locales: ['en'],
  fields: {
    firstName: field(z.string().min(1).max(40), {
      label: { en: 'First name' },
      category: 'pd:Name',
      source: { en: 'you gave it when you joined' },
      why: { en: 'to greet you' },
    }),
  },
  content,
  scenes: [
    scene({
      id: 'hello',
      title: { en: 'Hello' },
      seconds: 4,
      uses: ['firstName'],
      component: Hello,
      describe: describeHello,
    }),
  ],
  sample: './sample.json',
});
`;

const content = `import { z } from 'zod';

/** What a campaign fills in, and nobody's data. Every key has a default, so that the template is complete by itself. */
export const content = z.object({
  line: z.string().max(120).default('Good to have you here.').describe('The line under the greeting'),
});
`;

const hello = `import { useCurrentFrame } from 'remotion';
import type { z } from 'zod';
import { enter, Page, Place, progress, Text, useStage, type Words } from '../../remotion/index.ts';
import type { content } from './content.ts';

/** What this scene uses, each possibly missing: the greeting is complete without it. */
interface Props {
  readonly data: { readonly firstName?: string };
  readonly content: z.output<typeof content>;
}

/** A piece with a \`field\` came from the viewer: the kit isolates it and underlines it in the field's mark. */
const greeting = ({ data }: Props): Words =>
  data.firstName === undefined ? 'Hello.' : ['Hello, ', { text: data.firstName, field: 'firstName' }, '.'];

export function Hello(props: Props) {
  const frame = useCurrentFrame();
  const { px, margin, height } = useStage();
  return (
    <Page>
      <Place x={margin} y={height / 3} style={enter(frame, { at: 6, y: px(16) })}>
        <Text as="h1" face="display" size={px(96)} lines={3} words={greeting(props)} drawn={progress(frame, 20, 12)} />
      </Place>
      <Place x={margin} y={height * 0.7} style={enter(frame, { at: 24, y: px(16) })}>
        <Text size={px(32)} lines={3} words={props.content.line} />
      </Place>
    </Page>
  );
}

/** The scene in words, for captions, transcript and audio description. */
export const describeHello = (props: Props): string =>
  \`\${props.data.firstName === undefined ? 'Hello.' : \`Hello, \${props.data.firstName}.\`} \${props.content.line}\`;
`;

const sample = [
  {
    id: 'sample-1',
    profile: { firstName: 'Maria' },
    consent: [
      {
        recordId: 'sample-1-a',
        purpose: 'personalised-video',
        fields: ['firstName'],
        givenAt: '2026-05-01T10:00:00Z',
        expiresAt: '2036-05-01T10:00:00Z',
        method: 'web-form',
        noticeUrl: 'https://sender.example/privacy',
      },
    ],
  },
  { id: 'sample-2', profile: {}, consent: [] },
];

/** Answers the files it wrote. Throws when the folder exists. */
export function writeSkeleton(folder: string, id: string): string[] {
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new CommandError('<id>: there is a template of this id already', 2);
  }
  const files = {
    'template.ts': definition(id),
    'content.ts': content,
    'Hello.tsx': hello,
    'sample.json': `${JSON.stringify(sample, null, 2)}\n`,
  };
  return Object.entries(files).map(([name, text]) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  });
}
