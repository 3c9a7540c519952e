/**
 * The first rows or all rows of a sheet of an XLSX workbook (ECMA-376 part 1, SpreadsheetML), read as they unfold, in
 * bounded memory, by the service and by the console's page alike. Only the parts that hold a sheet are opened: macros,
 * links and drawings are never looked at. Formulas count by the result that was saved.
 */
import { BlobReader, type FileEntry, ZipReader } from '@zip.js/zip.js';
import { Parser } from 'htmlparser2';
import { CampaignError } from '../errors.ts';
import type { Cell } from './cells.ts';
import { MOST_COLUMNS } from './mapping.ts';
import { MOST_CHARACTERS } from './rows.ts';
import { dayOfSerial, isDateFormat } from './serial.ts';

/** Of the file as it is sent: it is held in memory, since what a sheet needs may stand at its end. */
export const MOST_XLSX_BYTES = 64 * 1024 ** 2;
/** Of what is unfolded from it. A file that promises or gives more is taken for a bomb. */
const MOST_UNFOLDED = 1024 ** 3;
/** Of texts that cells share, which have to be kept. */
const MOST_SHARED_CHARACTERS = 48 * 1024 ** 2;
/** Of parts that are read whole: relations, styles, the list of sheets. */
const MOST_SMALL_PART = 16 * 1024 ** 2;

export interface SheetRow {
  /** As the spreadsheet counts. */
  readonly line: number;
  readonly cells: readonly (Cell | undefined)[];
  /** Longer or wider than a row may be; nothing of it is kept. */
  readonly tooLarge?: true;
}

export interface Workbook {
  readonly sheets: readonly string[];
  /** Rows that hold something. `sheet` from 1. */
  rows(sheet: number): AsyncGenerator<SheetRow>;
  close(): Promise<void>;
}

/** Throws `xlsx-broken`, `xlsx-old`, `xlsx-too-large`; so does reading its rows. */
export async function openWorkbook(file: Blob): Promise<Workbook> {
  if (file.size > MOST_XLSX_BYTES) throw new CampaignError('xlsx-too-large');
  const start = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  // A compound file: a workbook of before 2007, or one with a password.
  if (start[0] === 0xd0 && start[1] === 0xcf) throw new CampaignError('xlsx-old');
  const zip = new ZipReader(new BlobReader(file), { useWebWorkers: false });
  try {
    const parts = new Parts(await partsOf(zip));
    const main = (await parts.targets('_rels/.rels', '')).find(({ type }) => type.endsWith('/officeDocument'))?.target;
    if (!main) throw new CampaignError('xlsx-broken');
    const { sheets, epoch1904 } = await readMain(parts, main);
    const related = await parts.targets(relationsOf(main), folderOf(main));
    const byType = (type: string) => related.find((one) => one.type.endsWith(type))?.target;
    return {
      sheets: sheets.map(({ name }) => name),
      async *rows(sheet) {
        const target = related.find(({ id }) => id === sheets[sheet - 1]?.relation)?.target;
        if (!target) throw new CampaignError('xlsx-broken');
        const shared = await readShared(parts, byType('/sharedStrings'));
        const dates = await readDateStyles(parts, byType('/styles'));
        yield* readSheet(parts, target, { shared, dates, epoch1904 });
      },
      close: () => zip.close(),
    };
  } catch (error) {
    throw asBroken(error);
  }
}

const asBroken = (error: unknown): CampaignError =>
  error instanceof CampaignError ? error : new CampaignError('xlsx-broken', [], { cause: error });

async function partsOf(zip: ZipReader<Blob>): Promise<Map<string, FileEntry>> {
  const parts = new Map<string, FileEntry>();
  for await (const entry of zip.getEntriesGenerator()) {
    if (entry.directory) continue;
    if (entry.encrypted || parts.size > 10_000) throw new CampaignError('xlsx-broken');
    parts.set(entry.filename, entry);
  }
  return parts;
}

/** The parts of one package, by name, and how much was unfolded of them. */
class Parts {
  readonly #entries: ReadonlyMap<string, FileEntry>;
  #unfolded = 0;

  constructor(entries: ReadonlyMap<string, FileEntry>) {
    this.#entries = entries;
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Text of a part, piece by piece. */
  async *text(name: string, most = MOST_UNFOLDED): AsyncGenerator<string> {
    const entry = this.#entries.get(name);
    if (!entry) throw new CampaignError('xlsx-broken');
    if (entry.uncompressedSize > most) throw new CampaignError('xlsx-too-large');
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const unfolding = entry.getData(writable, { useWebWorkers: false, preventClose: false });
    unfolding.catch(() => {});
    const reader = readable.getReader();
    const decoder = new TextDecoder();
    let length = 0;
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        length += next.value.length;
        this.#unfolded += next.value.length;
        // What the directory promises may be a lie.
        if (length > most || this.#unfolded > MOST_UNFOLDED) throw new CampaignError('xlsx-too-large');
        yield decoder.decode(next.value, { stream: true });
      }
      await unfolding;
      yield decoder.decode();
    } catch (error) {
      throw asBroken(error);
    } finally {
      await reader.cancel().catch(() => {});
    }
  }

  /** Walks through a part. */
  async parse(name: string, handlers: Handlers, most = MOST_SMALL_PART): Promise<void> {
    const parser = parserOf(handlers);
    for await (const piece of this.text(name, most)) parser.write(piece);
    parser.end();
  }

  /** What a part refers to, by absolute names. */
  async targets(name: string, folder: string): Promise<{ id: string; type: string; target: string }[]> {
    const found: { id: string; type: string; target: string }[] = [];
    if (!this.has(name)) return found;
    await this.parse(name, {
      open: (tag, { Id = '', Type = '', Target = '' }) => {
        if (tag === 'Relationship') found.push({ id: Id, type: Type, target: absolute(folder, Target) });
      },
    });
    return found;
  }
}

const folderOf = (part: string): string => part.slice(0, part.lastIndexOf('/') + 1);
const relationsOf = (part: string): string => `${folderOf(part)}_rels/${part.slice(part.lastIndexOf('/') + 1)}.rels`;
const absolute = (folder: string, target: string): string =>
  new URL(target, `x:/${folder}`).pathname.replace(/^\/+/, '');

interface Handlers {
  readonly open?: (tag: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (tag: string) => void;
}

/** Names come without their prefix: some programs write `x:row`. */
function parserOf({ open, text, close }: Handlers): Parser {
  const local = (name: string) => name.slice(name.indexOf(':') + 1);
  return new Parser(
    {
      onopentag: (name, attributes) => open?.(local(name), attributes),
      ontext: (piece) => text?.(piece),
      onclosetag: (name) => close?.(local(name)),
    },
    { xmlMode: true, decodeEntities: true },
  );
}

async function readMain(parts: Parts, name: string) {
  const sheets: { name: string; relation: string }[] = [];
  let epoch1904 = false;
  await parts.parse(name, {
    open: (tag, attributes) => {
      if (tag === 'workbookPr') epoch1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (tag !== 'sheet') return;
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      sheets.push({ name: attributes.name ?? '', relation });
    },
  });
  return { sheets, epoch1904 };
}

/** The texts that cells share by number. */
async function readShared(parts: Parts, name: string | undefined): Promise<readonly string[]> {
  const shared: string[] = [];
  if (!name || !parts.has(name)) return shared;
  let characters = 0;
  const item = itemReader((text) => {
    characters += text.length + 16;
    if (characters > MOST_SHARED_CHARACTERS) throw new CampaignError('xlsx-too-large');
    shared.push(text);
  }, 'si');
  await parts.parse(name, item, MOST_UNFOLDED);
  return shared;
}

/** Tells the text of each element `name`: its runs joined, how they are pronounced left out. */
function itemReader(tell: (text: string) => void, name: string): Required<Handlers> {
  let text = '';
  let inText = false;
  let inPhonetic = false;
  return {
    open: (tag) => {
      if (tag === name) text = '';
      else if (tag === 'rPh') inPhonetic = true;
      else if (tag === 't') inText = !inPhonetic;
    },
    text: (piece) => {
      if (inText && text.length <= MOST_CHARACTERS) text += piece;
    },
    close: (tag) => {
      if (tag === 't') inText = false;
      else if (tag === 'rPh') inPhonetic = false;
      else if (tag === name) tell(unescaped(text));
    },
  };
}

/** `_x000D_`: how SpreadsheetML writes what XML cannot (ECMA-376, ST_Xstring). */
const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

/** Which cell styles show a date. */
async function readDateStyles(parts: Parts, name: string | undefined): Promise<readonly boolean[]> {
  const dates: boolean[] = [];
  if (!name || !parts.has(name)) return dates;
  const codes = new Map<number, string>();
  let inCellStyles = false;
  await parts.parse(name, {
    open: (tag, attributes) => {
      if (tag === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      else if (tag === 'cellXfs') inCellStyles = true;
      else if (tag === 'xf' && inCellStyles) {
        const id = Number(attributes.numFmtId ?? 0);
        dates.push(isDateFormat(id, codes.get(id)));
      }
    },
    close: (tag) => {
      if (tag === 'cellXfs') inCellStyles = false;
    },
  });
  return dates;
}

interface Reading {
  readonly shared: readonly string[];
  readonly dates: readonly boolean[];
  readonly epoch1904: boolean;
}

async function* readSheet(parts: Parts, name: string, reading: Reading): AsyncGenerator<SheetRow> {
  const reader = new SheetReader(reading);
  const parser = parserOf(reader);
  for await (const piece of parts.text(name)) {
    parser.write(piece);
    yield* reader.take();
  }
  parser.end();
  yield* reader.take();
}

class SheetReader implements Handlers {
  readonly #reading: Reading;
  #done: SheetRow[] = [];
  #line = 0;
  #cells: (Cell | undefined)[] = [];
  #characters = 0;
  #at = 0;
  #type = '';
  #style = 0;
  #value = '';
  /** Inside `v`, or inside `t` of an inline text. */
  #inValue = false;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  *take(): Generator<SheetRow> {
    const done = this.#done;
    this.#done = [];
    yield* done;
  }

  open = (tag: string, attributes: Readonly<Record<string, string>>): void => {
    if (tag === 'row') {
      this.#line = Number(attributes.r) || this.#line + 1;
      this.#cells = [];
      this.#characters = 0;
      this.#at = 0;
    } else if (tag === 'c') {
      this.#at = columnOf(attributes.r) ?? this.#at;
      this.#type = attributes.t ?? 'n';
      this.#style = Number(attributes.s ?? 0);
      this.#value = '';
    } else if (tag === 'v' || tag === 't') this.#inValue = true;
  };

  text = (piece: string): void => {
    if (!this.#inValue || this.#characters > MOST_CHARACTERS) return;
    this.#value += piece;
    this.#characters += piece.length;
  };

  close = (tag: string): void => {
    if (tag === 'v' || tag === 't') this.#inValue = false;
    else if (tag === 'c') {
      const cell = this.#cell();
      // A column far to the right that holds nothing is none.
      if (cell !== undefined && this.#at <= MOST_COLUMNS) this.#cells[this.#at] = cell;
      this.#at += 1;
    } else if (tag === 'row') {
      if (this.#characters > MOST_CHARACTERS || this.#cells.length > MOST_COLUMNS) {
        this.#done.push({ line: this.#line, cells: [], tooLarge: true });
      } else if (this.#cells.some((cell) => String(cell ?? '').trim() !== '')) {
        this.#done.push({ line: this.#line, cells: Array.from(this.#cells) });
      }
    }
  };

  #cell(): Cell | undefined {
    const { shared, dates, epoch1904 } = this.#reading;
    const text = this.#value;
    if (text === '') return undefined;
    switch (this.#type) {
      case 's': {
        const one = shared[Number(text)];
        this.#characters += one?.length ?? 0;
        return one;
      }
      case 'b':
        return text.trim() === '1' || text.trim() === 'true';
      case 'n': {
        const value = Number(text);
        if (!Number.isFinite(value)) return text;
        return dates[this.#style] ? dayOfSerial(value, epoch1904) : value;
      }
      case 'inlineStr':
      case 'str':
        return unescaped(text);
      default:
        // `e` is what a formula failed with, `d` a day or time in ISO 8601.
        return text;
    }
  }
}

/** `AB12` → 27. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (!letters) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
