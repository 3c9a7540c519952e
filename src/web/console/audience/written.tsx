/** How the file is written: what was told from it, and how to correct that. */
import type { Detected } from '../../../campaigns/columns/detect.ts';
import type { Written } from '../../../campaigns/columns/mapping.ts';
import { Select } from '../ui/field.tsx';

interface WrittenProps {
  readonly detected: Detected;
  readonly onChange: (written: Written) => void;
}

const DELIMITERS = [
  { value: ';', name: 'Semicolon' },
  { value: ',', name: 'Comma' },
  { value: '\t', name: 'Tab' },
] as const;
const ENCODINGS = [
  { value: 'utf-8', name: 'UTF-8' },
  { value: 'windows-1252', name: 'Windows (1252)' },
  { value: 'macintosh', name: 'Mac OS Roman' },
] as const;
const DECIMALS = [
  { value: 'locale', name: 'As in the campaign’s language' },
  { value: ',', name: 'Comma: 1.234,5' },
  { value: '.', name: 'Point: 1,234.5' },
] as const;
const DATES = [
  { value: 'locale', name: 'As in the campaign’s language' },
  { value: 'dmy', name: 'Day first: 31/12/2026' },
  { value: 'mdy', name: 'Month first: 12/31/2026' },
  { value: 'ymd', name: 'Year first: 2026-12-31' },
] as const;
const HEADER_LINES = 10;

export function WrittenAs({ detected, onChange }: WrittenProps) {
  const { kind, written, sheets } = detected;
  const headerLine = written.headerLine ?? 1;
  const lines = Array.from({ length: Math.max(HEADER_LINES, headerLine) }, (_, at) => String(at + 1));
  const change = (part: Partial<Written>) => onChange({ ...written, ...part });
  const without = (part: keyof Written): Written => {
    const { [part]: _, ...rest } = written;
    return rest;
  };
  return (
    <div className="written">
      {kind === 'csv' && (
        <>
          <Select
            label="Columns are separated by"
            options={DELIMITERS}
            value={written.delimiter ?? ','}
            onChange={(delimiter) => change({ delimiter })}
          />
          <Select
            label="Letters are written in"
            options={ENCODINGS}
            value={written.encoding ?? 'utf-8'}
            onChange={(encoding) => change({ encoding })}
          />
        </>
      )}
      {sheets && sheets.length > 1 && (
        <Select
          label="Sheet"
          options={sheets.map((name, at) => ({ value: String(at + 1), name }))}
          value={String(written.sheet ?? 1)}
          onChange={(sheet) => onChange({ sheet: Number(sheet) })}
        />
      )}
      <Select
        label="Column names stand in"
        options={[
          { value: '0', name: 'No line: there are none' },
          ...lines.map((line) => ({ value: line, name: `Line ${line}` })),
        ]}
        value={String(headerLine)}
        onChange={(line) => change({ headerLine: Number(line) })}
      />
      <Select
        label="Numbers have a"
        options={DECIMALS}
        value={written.decimal ?? 'locale'}
        onChange={(decimal) => (decimal === 'locale' ? onChange(without('decimal')) : change({ decimal }))}
      />
      <Select
        label="Dates begin with"
        options={DATES}
        value={written.dateOrder ?? 'locale'}
        onChange={(dateOrder) => (dateOrder === 'locale' ? onChange(without('dateOrder')) : change({ dateOrder }))}
      />
    </div>
  );
}
