/** The plan on a member's card, and what it includes, line by line. */
import { useCurrentFrame } from 'remotion';
import { between, easeInOut, fit, Page, progress, snap, springOnce } from '../../../remotion/index.ts';
import { Headline } from '../../shared/headline.tsx';
import { useTint } from '../../shared/label.tsx';
import { Leaving, Lines } from '../../shared/lines.tsx';
import { type Layout, layoutOf } from '../layout.ts';
import { type PlanStory, planStory, type SceneOf } from '../stories.ts';
import { FPS, LEAVE, plan } from '../timing.ts';

export function Plan(props: SceneOf<'plan'>) {
  const frame = useCurrentFrame();
  const layout = layoutOf(props.format);
  const story = planStory(props);
  const gone = progress(frame, plan.seconds * FPS - LEAVE, LEAVE, easeInOut);
  return (
    <Page style={{ overflow: 'hidden' }}>
      <Leaving gone={gone}>
        <Headline {...story} box={layout.text} sizes={layout.type} frame={frame} at={plan.text} />
        <Card story={story} sender={props.brand.name} layout={layout} frame={frame} />
        <Includes story={story} layout={layout} frame={frame} />
      </Leaving>
    </Page>
  );
}

interface PartProps {
  readonly story: PlanStory;
  readonly layout: Layout;
  readonly frame: number;
}

/** Swings up from below the page and comes to rest. */
function Card({ story, sender, layout: { card, type, stroke }, frame }: PartProps & { readonly sender: string }) {
  const risen = springOnce(frame, plan.card, 30);
  const dot = { x: card.width - type.body * 1.6, y: type.body * 1.6, r: type.body * 0.5 };
  const pad = Math.round(type.body * 1.1);
  const width = card.width - 2 * pad;
  const name = fit(story.card, { face: 'display', width, height: card.height * 0.55, size: type.title });
  return (
    <div
      style={{
        position: 'absolute',
        left: card.x,
        top: between(card.y + card.height * 1.6, card.y, risen),
        width: card.width,
        height: card.height,
        borderRadius: Math.round(card.width * 0.035),
        border: `${stroke}px solid var(--ink)`,
        background: 'var(--paper)',
        overflow: 'hidden',
        ...(risen === 1 ? {} : { transform: `rotate(${snap((1 - risen) * 9)}deg)` }),
      }}
    >
      <svg aria-hidden="true" width="100%" height="100%" style={{ position: 'absolute', inset: 0 }}>
        {[0.25, 0.5, 0.75, 1].map((share) => (
          <circle
            key={share}
            cx={dot.x}
            cy={dot.y}
            r={snap(card.width * share)}
            fill="none"
            stroke="var(--line)"
            strokeWidth={stroke}
          />
        ))}
        <circle cx={dot.x} cy={dot.y} r={dot.r} fill="var(--ink)" />
      </svg>
      <Lines
        set={fit(sender, { face: 'strong', width: width - dot.r * 4, size: type.kicker, lines: 1 })}
        x={pad}
        y={snap(pad * 0.8)}
        face="strong"
        frame={frame}
        at={0}
      />
      <Lines set={name} x={pad} y={snap(card.height - pad - name.height)} face="display" frame={frame} at={plan.text} />
    </div>
  );
}

function Includes({ story, layout: { list, type, stroke }, frame }: PartProps) {
  const tint = useTint(story.field);
  const pitch = Math.floor(Math.min(list.height / story.includes.length, type.body * 3.2));
  const tick = type.body * 0.7;
  return story.includes.map((item, index) => {
    const at = plan.items + index * plan.stagger;
    const y = list.y + index * pitch;
    const drawn = progress(frame, at, 16);
    const set = fit(item, { face: 'text', width: list.width - tick * 2, height: pitch, size: type.body, lines: 2 });
    return (
      <div key={item}>
        <div
          style={{
            position: 'absolute',
            left: list.x,
            top: y,
            width: snap(list.width * drawn),
            borderTop: drawn > 0 ? `${stroke}px solid var(--line)` : 'none',
          }}
        />
        <svg aria-hidden="true" width="100%" height="100%" style={{ position: 'absolute', inset: 0 }}>
          {drawn > 0 && (
            <Tick x={list.x} y={y + pitch / 2} size={tick} tint={tint} drawn={progress(frame, at + 8, 10)} />
          )}
        </svg>
        <Lines
          set={set}
          x={list.x + tick * 2}
          y={snap(y + (pitch - set.height) / 2)}
          face="text"
          frame={frame}
          at={at + 4}
        />
      </div>
    );
  });
}

interface TickProps {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly tint: string;
  readonly drawn: number;
}
/** A tick, drawn in one go. */
function Tick({ x, y, size, tint, drawn }: TickProps) {
  const corner = 0.3;
  const first = Math.min(1, drawn / corner);
  const second = Math.max(0, (drawn - corner) / (1 - corner));
  const [startX, startY, midX, midY] = [x, y + size * 0.05, x + size * 0.35, y + size * 0.4];
  const points = [
    [startX, startY],
    [between(startX, midX, first), between(startY, midY, first)],
    ...(second > 0 ? [[between(midX, x + size, second), between(midY, y - size * 0.4, second)]] : []),
  ];
  return (
    <polyline
      points={points.map((point) => point.join(' ')).join(',')}
      fill="none"
      stroke={tint}
      strokeWidth={snap(size * 0.17)}
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  );
}
