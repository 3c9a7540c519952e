/** An H.264 byte stream cut into NAL units (Rec. ITU-T H.264, Annex B), as its bytes arrive. */

const START = Buffer.from([0, 0, 1]);

export class NalReader {
  #rest: Buffer = Buffer.alloc(0);
  /** Where the unit that is being read begins in `rest`; before the first start code there is none. */
  #from: number | undefined;

  /** The units that `chunk` completes: a unit is complete when the next one begins. */
  *push(chunk: Buffer): Generator<Buffer> {
    let looked = Math.max(0, this.#rest.length - 2);
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const at = this.#rest.indexOf(START, Math.max(looked, this.#from ?? 0));
      if (at < 0) break;
      if (this.#from !== undefined) {
        // The zero before a start code of four bytes belongs to it, not to the unit.
        let end = at;
        while (end > this.#from && this.#rest[end - 1] === 0) end--;
        yield Buffer.from(this.#rest.subarray(this.#from, end));
      }
      this.#from = at + 3;
      looked = at + 3;
    }
    if (this.#from !== undefined) {
      this.#rest = this.#rest.subarray(this.#from);
      this.#from = 0;
    }
  }
}

export const nalType = (nal: Buffer): number => (nal[0] ?? 0) & 31;
export const NAL = { slice: 1, idr: 5, sps: 7, pps: 8 } as const;
