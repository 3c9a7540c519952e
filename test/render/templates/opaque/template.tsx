/** A template with a scene whose markup is not its picture: what it draws on a canvas, only Remotion sees. */
import { useEffect, useRef } from 'react';
import { useCurrentFrame } from 'remotion';
import { z } from 'zod';
import { defineTemplate, field, Page, scene, Text } from '../../../../remotion/index.ts';

const fields = {
  hue: field(z.number().int().min(0).max(360), {
    label: 'Hue',
    category: 'pd:Preference',
    source: 'from you',
    why: 'to paint with it',
  }),
};

function Painted({ data }: { data: { hue?: number } }) {
  const frame = useCurrentFrame();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const brush = canvas.current?.getContext('2d');
    if (!brush) return;
    brush.fillStyle = `hsl(${data.hue ?? 0} 60% 50%)`;
    brush.fillRect(0, 0, 320, 180);
    brush.fillStyle = '#fff';
    brush.fillRect(20 * frame, 40, 40, 40);
  });
  return <canvas ref={canvas} width={320} height={180} />;
}

export default defineTemplate({
  id: 'opaque',
  version: '1.0.0',
  title: 'Opaque',
  purpose: 'personalised-video',
  purposeText: 'To try things out',
  fps: 10,
  formats: { landscape: { width: 320, height: 180 } },
  locales: ['en'],
  fields,
  content: z.object({}),
  scenes: [
    scene({
      id: 'painted',
      title: 'Painted',
      seconds: 0.6,
      uses: ['hue'],
      opaque: true,
      component: Painted,
      describe: () => 'A painting.',
    }),
    scene({
      id: 'written',
      title: 'Written',
      seconds: 0.5,
      uses: [],
      component: () => (
        <Page>
          <Text size={20} words="The end" />
        </Page>
      ),
      describe: () => 'The end.',
    }),
  ],
  sample: './sample.json',
});
