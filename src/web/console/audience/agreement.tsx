/** How the file says who agreed to what: yes-columns with their fields, and what is the same for all rows. */
import { type Columns, type ConsentPart, NONE } from '../../../campaigns/columns/roles.ts';
import type { Field } from '../api/types.ts';
import { Checkbox, TextField } from '../ui/field.tsx';
import { words } from '../ui/format.ts';
import { columnName } from './columns.tsx';

interface AgreementProps {
  readonly header: readonly string[];
  readonly columns: Columns;
  readonly fields: readonly Field[];
  readonly purpose: string;
  readonly onChange: (columns: Columns) => void;
}

export function Agreement({ header, columns, fields, purpose, onChange }: AgreementProps) {
  const { roles, same } = columns;
  const brought = fields.filter(({ key }) => roles.some((role) => role.as === 'field' && role.key === key));
  const has = (part: ConsentPart) => roles.some((role) => role.as === 'consent' && role.part === part);
  const setSame = (part: ConsentPart, value: string) => {
    const { [part]: _, ...rest } = same;
    onChange({ ...columns, same: value === '' ? rest : { ...rest, [part]: value } });
  };
  const setFields = (at: number, keys: readonly string[]) =>
    onChange({
      ...columns,
      roles: header.map((_, other) => (other === at ? { as: 'agrees', fields: keys } : (roles[other] ?? NONE))),
    });
  return (
    <div className="form">
      {roles.map((role, at) =>
        role.as === 'agrees' ? (
          <fieldset key={at} className="agrees">
            <legend>
              A yes in “<bdi>{columnName(header, at)}</bdi>” is agreement to
            </legend>
            {brought.length === 0 && <p className="quiet">Name the columns of fields first.</p>}
            {brought.map(({ key, label }) => (
              <Checkbox
                key={key}
                label={words(label)}
                isSelected={role.fields.includes(key)}
                onChange={(on) => setFields(at, on ? [...role.fields, key] : role.fields.filter((one) => one !== key))}
              />
            ))}
          </fieldset>
        ) : null,
      )}
      <p className="quiet">
        {has('purpose') ? (
          'Agreements count where their purpose is the campaign’s, letter for letter.'
        ) : (
          <>
            These agreements are taken as given for this campaign’s purpose: <bdi>{purpose}</bdi>
          </>
        )}
      </p>
      <div className="pair">
        {!has('givenAt') && (
          <TextField
            label="Agreed on"
            help="The same day for all, because no column has it. Like 2026-05-01"
            value={same.givenAt ?? ''}
            onChange={(value) => setSame('givenAt', value)}
          />
        )}
        {!has('expiresAt') && (
          <TextField
            label="Agreed until"
            help="Optional; the same for all"
            value={same.expiresAt ?? ''}
            onChange={(value) => setSame('expiresAt', value)}
          />
        )}
        {!has('method') && (
          <TextField
            label="How they agreed"
            help="Optional, like “web form”; viewers can read it"
            value={same.method ?? ''}
            onChange={(value) => setSame('method', value)}
          />
        )}
      </div>
    </div>
  );
}
