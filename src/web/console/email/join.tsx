/** The links added to a list of contacts, in this browser: the list is read here and goes nowhere. */
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { DropZone, type FileDropItem, FileTrigger } from 'react-aria-components';
import { JoinError, type JoinReport, joinLinks, readColumns, readLinks } from '../../../delivery/email/join/index.ts';
import { fetchFile } from '../api/call.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/field.tsx';
import { count, people } from '../ui/format.ts';
import { ProblemText } from '../ui/problem.tsx';
import { saveFile } from './save.ts';

interface List {
  readonly file: File;
  readonly columns: readonly string[];
}

/** A header is in there, or this is no list. */
const BEGINNING = 256 * 1024;
const IDS = /^(id|customer|kunde|kunden|user|member|external|contact).{0,6}(id|nr\.?|no\.?|nummer|number)?$/i;

async function open(file: File): Promise<List> {
  const bytes = new Uint8Array(await file.slice(0, BEGINNING).arrayBuffer());
  const columns = readColumns(bytes, file.size <= BEGINNING);
  if (!columns) throw new JoinError('no-header');
  return { file, columns };
}

async function* piecesOf(file: File): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  for (;;) {
    const next = await reader.read();
    if (next.done) return;
    yield next.value;
  }
}

/** Joins, and saves the list under its own name with “with-links” in it. */
async function join(path: `/${string}`, { file }: List, idColumn: string): Promise<JoinReport> {
  const links = readLinks(await (await fetchFile(path)).text());
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const joining = joinLinks(piecesOf(file), idColumn, links);
  for (;;) {
    const next = await joining.next();
    if (next.done) {
      saveFile(file.name.replace(/(\.\w+)?$/, '-with-links$1'), parts);
      return next.value;
    }
    parts.push(next.value);
  }
}

export function Join({ path }: { readonly path: `/${string}` }) {
  const [idColumn, setIdColumn] = useState('');
  const opening = useMutation({
    mutationFn: open,
    onSuccess: ({ columns }) => {
      joining.reset();
      setIdColumn(columns.find((one) => one === 'id') ?? columns.find((one) => IDS.test(one)) ?? columns[0] ?? '');
    },
  });
  const joining = useMutation({ mutationFn: (list: List) => join(path, list, idColumn) });
  const list = opening.data;
  const about = useId();
  const take = (files: FileList | null): void => {
    if (files?.[0]) opening.mutate(files[0]);
  };
  const error = joining.error ?? opening.error;
  return (
    <div className="mail-join">
      <DropZone
        className="mail-drop"
        aria-describedby={about}
        onDrop={async ({ items }) => {
          const item = items.find((one): one is FileDropItem => one.kind === 'file');
          if (item) opening.mutate(await item.getFile());
        }}
      >
        <FileTrigger acceptedFileTypes={['.csv', '.tsv', '.txt']} onSelect={take}>
          <Button>{list ? 'Another list' : 'Choose your list of contacts'}</Button>
        </FileTrigger>
        <p id={about} className="quiet">
          {list ? list.file.name : 'CSV, or drop it here.'} It is read in this browser and not uploaded; nothing of it
          but your own copy changes.
        </p>
      </DropZone>
      {list && (
        <div className="mail-choices">
          <Select
            label="Column with your ids"
            help="The ids that your audience had."
            value={idColumn}
            onChange={setIdColumn}
            options={list.columns.map((name) => ({ value: name, name }))}
          />
          <Button look="solid" onPress={() => joining.mutate(list)} isPending={joining.isPending}>
            Add the links and save
          </Button>
        </div>
      )}
      {joining.data && <Report {...joining.data} />}
      {error &&
        (error instanceof JoinError ? (
          <p role="alert" className="problem">
            {inWords(error)}
          </p>
        ) : (
          <ProblemText error={error} />
        ))}
    </div>
  );
}

const WORDS: Readonly<Record<JoinError['code'], string>> = {
  'no-header': 'This file has no header. The first line has to name its columns.',
  'no-such-column': 'The list has no such column.',
  'row-cells': 'has more cells than the header, so the links would stand under the wrong names. Mend that row.',
  'unclosed-quote': 'opens a quote that is never closed. Mend that row.',
  'record-too-long': 'is longer than a row of contacts can be. Is a quote missing there?',
};
const inWords = ({ code, row }: JoinError): string => (row ? `Row ${count(row)} ${WORDS[code]}` : WORDS[code]);

function Report({ rows, matched, unmatched, unmatchedRows, notInList, replaced }: JoinReport) {
  const more = unmatched > unmatchedRows.length ? ' …' : '';
  return (
    <div role="status" className="mail-report">
      <p>
        <b>
          {count(matched)} of {count(rows)}
        </b>{' '}
        rows have their links. The list is saved; everything else in it is as it was.
      </p>
      {unmatched > 0 && (
        <p>
          {count(unmatched)} without a link, in rows {unmatchedRows.join(', ')}
          {more}: their ids are not in the campaign. Do not send them this mail.
        </p>
      )}
      {notInList > 0 && <p>{people(notInList)} of the campaign are not in your list.</p>}
      {replaced.length > 0 && <p>Replaced what was in {replaced.join(', ')}.</p>}
    </div>
  );
}
