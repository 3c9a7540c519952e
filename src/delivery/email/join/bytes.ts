/**
 * Bytes to characters and back without loss, whatever the encoding: one character a byte, or a UTF-16 unit where a byte
 * order mark says so. Delimiters, quotes and ids are ASCII in all of them; nothing else is looked into.
 */

export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be' | 'ascii';

const CHUNK = 8192;

/** Turns pieces into characters; holds back half a unit between pieces. */
export class ByteText {
  #wide: 'utf-16le' | 'utf-16be' | undefined;
  #begun = false;
  #held: Uint8Array = new Uint8Array();
  #plain: PlainEncoding = new PlainEncoding();

  /** What the file is written in, as far as it has been read. */
  get encoding(): Encoding {
    return this.#wide ?? this.#plain.found;
  }

  read(piece: Uint8Array): string {
    const bytes = this.#held.length > 0 ? concat(this.#held, piece) : piece;
    if (!this.#begun) {
      if (bytes.length < 2) {
        this.#held = bytes;
        return '';
      }
      this.#begun = true;
      if (bytes[0] === 0xff && bytes[1] === 0xfe) this.#wide = 'utf-16le';
      if (bytes[0] === 0xfe && bytes[1] === 0xff) this.#wide = 'utf-16be';
    }
    const whole = this.#wide ? bytes.length - (bytes.length % 2) : bytes.length;
    this.#held = bytes.slice(whole);
    const taken = bytes.subarray(0, whole);
    if (!this.#wide) this.#plain.see(taken);
    return this.#wide ? this.#units(taken) : narrow(taken);
  }

  /** What is held back: a file of a single byte, or half a unit at its end. */
  end(): string {
    const rest = this.#held;
    this.#held = new Uint8Array();
    if (!this.#wide) this.#plain.see(rest);
    return narrow(rest);
  }

  /** The bytes of characters that came from here, or of ASCII to be put between them. */
  write(text: string): Uint8Array<ArrayBuffer> {
    if (!this.#wide) return Uint8Array.from(text, (char) => char.charCodeAt(0));
    const bytes = new Uint8Array(text.length * 2);
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), this.#wide === 'utf-16le');
    return bytes;
  }

  /** How the characters read: a column's name, for people. */
  shown(text: string): string {
    if (this.#wide) return text.replace(/^\uFEFF/, '');
    const bytes = this.write(text);
    const decoder = (name: string) => new TextDecoder(name, { fatal: name === 'utf-8' });
    try {
      return decoder('utf-8').decode(bytes);
    } catch {
      return decoder('windows-1252').decode(bytes);
    }
  }

  #units(bytes: Uint8Array): string {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let text = '';
    for (let at = 0; at < bytes.length; at += 2) {
      text += String.fromCharCode(view.getUint16(at, this.#wide === 'utf-16le'));
    }
    return text;
  }
}

/** Tells UTF-8 from Windows-1252 by what has been read; only to be said, nothing depends on it. */
class PlainEncoding {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  found: 'ascii' | 'utf-8' | 'windows-1252' = 'ascii';

  see(bytes: Uint8Array): void {
    if (this.found === 'windows-1252') return;
    if (this.found === 'ascii' && bytes.some((byte) => byte > 0x7f)) this.found = 'utf-8';
    try {
      this.#decoder.decode(bytes, { stream: true });
    } catch {
      this.found = 'windows-1252';
    }
  }
}

function narrow(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return text;
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
