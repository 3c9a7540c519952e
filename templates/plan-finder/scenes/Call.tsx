/** Off the way: an offer to be called, asked for by who wants it. */
import { useCurrentFrame } from 'remotion';
import { easeInOut, Page, progress, snap } from '../../../remotion/index.ts';
import { Headline } from '../../shared/headline.tsx';
import { Leaving } from '../../shared/lines.tsx';
import { layoutOf } from '../layout.ts';
import { callStory, type SceneOf } from '../stories.ts';
import { call, FPS, LEAVE } from '../timing.ts';

export function Call(props: SceneOf<never>) {
  const frame = useCurrentFrame();
  const layout = layoutOf(props.format);
  const { rings, stroke, type } = layout;
  const { title, body } = callStory(props);
  const gone = progress(frame, call.seconds * FPS - LEAVE, LEAVE, easeInOut);
  return (
    <Page style={{ overflow: 'hidden' }}>
      <Leaving gone={gone}>
        <Headline
          kicker={[{ text: props.brand.name }]}
          title={[{ text: title }]}
          body={[{ text: body }]}
          box={layout.text}
          sizes={type}
          frame={frame}
          at={call.title}
        />
        <svg aria-hidden="true" width="100%" height="100%" style={{ position: 'absolute', inset: 0 }}>
          {[0.25, 0.5, 0.75, 1].map((share, index) => {
            const spread = progress(frame, call.rings + index * 5, 24);
            return spread > 0 ? (
              <circle
                key={share}
                cx={rings.x}
                cy={rings.y}
                r={snap(rings.radius * share * spread)}
                fill="none"
                stroke="var(--line)"
                strokeWidth={stroke}
              />
            ) : null;
          })}
          <circle cx={rings.x} cy={rings.y} r={snap(type.body * 0.5)} fill="var(--ink)" />
        </svg>
      </Leaving>
    </Page>
  );
}
