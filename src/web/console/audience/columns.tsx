/** Column by column: its name, its first three values, and what it is. The values are shown here and go nowhere. */
import type { Detected } from '../../../campaigns/columns/detect.ts';
import {
  CONSENT_PARTS,
  type Columns,
  type ConsentPart,
  isListField,
  NONE,
  type Role,
} from '../../../campaigns/columns/roles.ts';
import type { Field } from '../api/types.ts';
import { Select } from '../ui/field.tsx';
import { words } from '../ui/format.ts';
import { Mark } from '../ui/parts.tsx';

const SHOWN_ROWS = 3;

interface ColumnsProps {
  readonly detected: Detected;
  readonly columns: Columns;
  /** Of the template, in its order. */
  readonly fields: readonly Field[];
  readonly onChange: (columns: Columns) => void;
}

export const PART_NAMES: Readonly<Record<ConsentPart, string>> = {
  givenAt: 'Agreed on (date)',
  expiresAt: 'Agreed until (date)',
  purpose: 'Agreed to which purpose',
  method: 'How they agreed',
  noticeUrl: 'Privacy notice (address)',
  recordId: 'Number of the record',
};

const keyOf = (role: Role): string => {
  if (role.as === 'field') return `field ${role.key}`;
  return role.as === 'consent' ? `consent ${role.part}` : role.as;
};

const optionsOf = (fields: readonly Field[]) => [
  { value: 'none', name: 'Not used', help: 'It stays out; nothing of it is kept' },
  { value: 'id', name: 'Your number for the person', help: 'Not an e-mail address' },
  ...fields.map((field) => ({
    value: `field ${field.key}`,
    name: words(field.label),
    help: isListField(field) ? `${field.type}: several columns become one list` : field.type,
  })),
  { value: 'agrees', name: 'Yes or no: agrees', help: 'A yes is agreement to the fields you name below' },
  ...CONSENT_PARTS.map((part) => ({ value: `consent ${part}`, name: PART_NAMES[part] })),
  { value: 'listed', name: 'List of fields agreed to', help: 'Keys joined with |' },
  { value: 'locale', name: 'Language' },
  { value: 'answer', name: 'Answer to your question' },
];

function roleOf(key: string, columns: Columns): Role {
  const [as, rest = ''] = key.split(' ');
  if (as === 'field') return { as, key: rest };
  if (as === 'consent') return { as, part: rest as ConsentPart };
  if (as === 'agrees') {
    const keys = columns.roles.flatMap((role) => (role.as === 'field' ? [role.key] : []));
    return { as, fields: [...new Set(keys)] };
  }
  return as === 'id' || as === 'locale' || as === 'answer' || as === 'listed' ? { as } : NONE;
}

export const columnName = (header: readonly string[], at: number): string => header[at] || `Column ${at + 1}`;

export function ColumnTable({ detected, columns, fields, onChange }: ColumnsProps) {
  const { header, rows } = detected;
  const given = fields.filter(({ from }) => from === undefined);
  const options = optionsOf(given);
  const samples = rows.slice(0, SHOWN_ROWS);
  return (
    <div className="scroll">
      <table className="table columns">
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">What it is</th>
            <th scope="col" colSpan={Math.max(1, samples.length)}>
              First rows
            </th>
          </tr>
        </thead>
        <tbody>
          {header.map((_, at) => {
            const role = columns.roles[at] ?? NONE;
            const name = columnName(header, at);
            const place = role.as === 'field' ? fields.findIndex(({ key }) => key === role.key) : -1;
            return (
              <tr key={at} data-used={role.as !== 'none' || undefined}>
                <th scope="row">
                  <bdi>{name}</bdi>
                </th>
                <td>
                  <span className="role">
                    {place >= 0 ? <Mark place={place} /> : <i className="no-mark" aria-hidden="true" />}
                    <Select
                      bare
                      label={`What “${name}” is`}
                      options={options}
                      value={keyOf(role)}
                      onChange={(key) =>
                        onChange({
                          ...columns,
                          roles: header.map((_name, other) =>
                            other === at ? roleOf(key, columns) : (columns.roles[other] ?? NONE),
                          ),
                        })
                      }
                    />
                  </span>
                </td>
                {samples.map((row, line) => (
                  <td key={line} className="sample">
                    <bdi>{String(row[at] ?? '')}</bdi>
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
