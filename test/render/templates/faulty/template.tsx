/** A template that misbehaves for whoever asks it to. */
import { z } from 'zod';
import { defineTemplate, field, Page, scene, Text } from '../../../../remotion/index.ts';

const fields = {
  mood: field(z.enum(['calm', 'throws', 'hangs']), {
    label: 'Mood',
    category: 'pd:Preference',
    source: 'from you',
    why: 'to misbehave',
  }),
};

export default defineTemplate({
  id: 'faulty',
  version: '1.0.0',
  title: 'Faulty',
  purpose: 'personalised-video',
  purposeText: 'To try things out',
  fps: 10,
  formats: { landscape: { width: 320, height: 180 } },
  locales: ['en'],
  fields,
  content: z.object({}),
  scenes: [
    scene({
      id: 'only',
      title: 'Only',
      seconds: 1,
      uses: ['mood'],
      component: ({ data }: { data: { mood?: string } }) => {
        if (data.mood === 'throws') throw new Error('the mood was throws');
        while (data.mood === 'hangs');
        return (
          <Page>
            <Text size={20} words={data.mood ?? 'none'} />
          </Page>
        );
      },
      describe: ({ data }) => data.mood ?? 'none',
    }),
  ],
  sample: './sample.json',
});
