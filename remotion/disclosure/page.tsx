/** The statement scene, set like the first page of a good book. */
import { enter } from '../kit/motion.ts';
import { FittedText, MarkLine } from '../kit/text.tsx';
import type { LayerProps } from '../layer.ts';
import type { Format } from '../template.ts';
import { Sign } from './marker.tsx';
import { type Block, footOf, pageAt, type StatementPages, setPages } from './pages.ts';
import type { Reserve } from './reserve.ts';

export interface StatementPageProps {
  readonly layer: LayerProps;
  readonly locale: string;
  readonly format: Format;
  readonly reserve: Reserve;
  /** Of the statement scene. */
  readonly frame: number;
  readonly frames: number;
  readonly fps: number;
}

export function StatementPage({ layer, locale, format, reserve, frame, frames, fps }: StatementPageProps) {
  const set = setPages(layer, locale, format, reserve);
  const { page, from } = pageAt(set.pages, frame, frames);
  const blocks = set.pages[page] ?? [];
  return (
    <div style={{ position: 'absolute', inset: 0, background: 'var(--paper)' }}>
      <div style={enter(frame, { at: from - 1, frames: Math.round(fps / 3) })}>
        {blocks.map((block) => (
          <div
            key={block.top}
            style={{ position: 'absolute', insetInlineStart: set.margin, insetInlineEnd: set.margin, top: block.top }}
          >
            <BlockView block={block} set={set} />
          </div>
        ))}
      </div>
      <Foot reserve={reserve} page={page} pages={set.pages.length} />
    </div>
  );
}

function BlockView({ block, set }: { block: Block; set: StatementPages }) {
  const { size, indent, aside } = set;
  if (block.kind === 'sentence') return <FittedText as="h2" face="display" fitted={block.text} />;
  if (block.kind === 'field') {
    const stacked = block.height > block.label.height;
    return (
      <div
        style={{
          paddingInlineStart: aside,
          display: 'flex',
          flexDirection: stacked ? 'column' : 'row',
          gap: stacked ? 0 : size * 0.3,
        }}
      >
        <MarkLine
          mark={block.mark + 1}
          thick={size * 0.13}
          style={{
            position: 'absolute',
            insetInlineStart: 0,
            top: block.label.leading * 0.5,
            width: aside - size * 0.6,
          }}
        />
        <FittedText face="reading" fitted={block.label} />
        <FittedText face="reading" colour="var(--ink2)" fitted={block.rest} />
      </div>
    );
  }
  return (
    <>
      <FittedText
        face="text"
        colour="var(--ink2)"
        fitted={block.head}
        {...(indent === 0 ? {} : { style: { position: 'absolute', insetInlineStart: 0, top: 0 } })}
      />
      <FittedText face="reading" fitted={block.text} style={{ paddingInlineStart: indent }} />
    </>
  );
}

/** The sign at its place, and which page of how many. */
function Foot({ reserve, page, pages }: { reserve: Reserve; page: number; pages: number }) {
  return (
    <div
      style={{
        position: 'absolute',
        insetInlineStart: reserve.margin,
        insetInlineEnd: reserve.margin,
        bottom: 0,
        height: footOf(reserve),
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'space-between',
      }}
    >
      <span className="f-text" style={{ fontSize: reserve.size, color: 'var(--ink2)' }}>
        {pages > 1 ? `${page + 1} / ${pages}` : ''}
      </span>
      <Sign size={reserve.size * 0.8} />
    </div>
  );
}
