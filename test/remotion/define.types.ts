/** What must not compile. Checked by `tsc`; there is nothing to run. */
import { createElement } from 'react';
import { z } from 'zod';
import { defineTemplate, field, type SceneProps, scene } from '../../remotion/index.ts';

const content = z.object({ offer: z.string().default('') });
const words = { label: 'l', category: 'pd:Name', source: 's', why: 'w' } as const;
const fields = { firstName: field(z.string(), words), usageKwh: field(z.array(z.number()), words) };

const Hello = ({ data, content }: SceneProps<typeof fields, 'firstName', typeof content_>) =>
  createElement('p', null, data.firstName?.toUpperCase() ?? content.offer);
declare const content_: typeof content;
const Both = ({ data }: SceneProps<typeof fields, 'firstName' | 'usageKwh', typeof content>) =>
  createElement('p', null, data.firstName, data.usageKwh?.length);
const Undeclared = ({ data }: SceneProps<typeof fields, 'firstName', typeof content>) =>
  // @ts-expect-error a component cannot read a field outside its scene's
  createElement('p', null, data.usageKwh);
const Wrong = ({ data }: { data: { firstName?: number } }) => createElement('p', null, data.firstName?.toFixed(1));

const common = { title: 't', seconds: 1, describe: () => '' };
const rest = {
  id: 'x',
  version: '1',
  title: 't',
  purpose: 'p',
  purposeText: 'p',
  fps: 30,
  formats: { square: { width: 100, height: 100 } },
  locales: ['en'] as const,
  sample: './sample.json',
} as const;

export const good = defineTemplate({
  ...rest,
  locales: ['en'],
  fields,
  content,
  scenes: [
    scene({ ...common, id: 'a', uses: ['firstName'], component: Hello, describe: ({ data }) => data.firstName ?? '' }),
    scene({ ...common, id: 'b', uses: ['firstName', 'usageKwh'], component: Both }),
    scene({ ...common, id: 'c', uses: [], component: () => null }),
    scene({ ...common, id: 'd', uses: ['firstName', 'usageKwh'], component: Hello }),
    scene({
      ...common,
      id: 'e',
      uses: ['firstName'],
      component: ({ data }) => (data.firstName === undefined ? null : 'x'),
    }),
  ],
});

// @ts-expect-error the component reads a field the scene does not name
scene({ ...common, id: 'a', uses: ['firstName'], component: Both });
scene({
  ...common,
  id: 'a',
  uses: ['firstName'],
  // @ts-expect-error an inline component cannot either
  component: ({ data }) => String(data.usageKwh),
});
scene({
  ...common,
  id: 'a',
  uses: ['firstName'],
  component: () => null,
  // @ts-expect-error nor can the description
  describe: ({ data }) => String(data.usageKwh),
});

export const undeclared = defineTemplate({
  ...rest,
  locales: ['en'],
  fields,
  content,
  // @ts-expect-error a scene cannot use what the template does not declare
  scenes: [scene({ ...common, id: 'a', uses: ['shoeSize'], component: () => null })],
});

export const wrongType = defineTemplate({
  ...rest,
  locales: ['en'],
  fields,
  content,
  // @ts-expect-error a name is not a number
  scenes: [scene({ ...common, id: 'a', uses: ['firstName'], component: Wrong })],
});

scene({
  ...common,
  id: 'a',
  uses: [],
  component: () => null,
  interactions: [
    { id: 'q', kind: 'pause', at: [0, 1], box: 'lower', text: 'Wait.' },
    // @ts-expect-error a question has options
    { id: 'q', kind: 'question', at: [0, 1], box: 'lower', text: 'Which?' },
  ],
});

export { Undeclared };
