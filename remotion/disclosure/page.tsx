/** The statement scene, set like the first page of a good book. */
import { fit } from '../kit/fit.ts';
import { FittedText, MarkLine } from '../kit/text.tsx';
import type { LayerProps } from '../layer.ts';
import type { Format } from '../template.ts';
import type { Reserve } from './reserve.ts';
import { statementWords } from './statement.ts';

export function StatementPage({
  layer,
  locale,
  reserve,
}: {
  layer: LayerProps;
  locale: string;
  format: Format;
  reserve: Reserve;
  frame: number;
  frames: number;
}) {
  const words = statementWords(layer, locale);
  const width = reserve.width - 2 * reserve.margin;
  const size = reserve.size;
  return (
    <div style={{ position: 'absolute', inset: 0, padding: reserve.margin }}>
      <FittedText
        as="h2"
        face="display"
        fitted={fit(words.sentence, { face: 'display', size: size * 1.6, width, lines: 3 })}
      />
      {words.fields.map((field) => (
        <div key={field.key}>
          <MarkLine mark={field.mark + 1} thick={size * 0.13} style={{ width: reserve.swatch }} />
          <FittedText face="reading" fitted={fit(`${field.label} ${field.rest}`, { face: 'reading', size, width })} />
        </div>
      ))}
      {words.rows.map((row) => (
        <FittedText
          key={row.head}
          face="reading"
          fitted={fit(`${row.head}: ${row.text}`, { face: 'reading', size, width })}
        />
      ))}
    </div>
  );
}
