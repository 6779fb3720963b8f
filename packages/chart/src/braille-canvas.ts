// Dots of a braille cell by column and row: U+2800 plus these bits.
const dots = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const;

/** A grid of text cells with 2 x 4 dots each. */
export class BrailleCanvas {
  readonly #columns: number;
  readonly #rows: number;
  readonly #cells: Uint8Array;
  readonly #owner: Int16Array;

  constructor(columns: number, rows: number) {
    this.#columns = columns;
    this.#rows = rows;
    this.#cells = new Uint8Array(columns * rows);
    this.#owner = new Int16Array(columns * rows).fill(-1);
  }

  /** Sets a dot for `owner`, the series that later colours the cell; what lies outside is left out. */
  set(x: number, y: number, owner: number): void {
    const column = x >> 1;
    const row = y >> 2;
    if (x < 0 || y < 0 || column >= this.#columns || row >= this.#rows) return;
    const at = row * this.#columns + column;
    this.#cells[at]! |= dots[(x & 1) as 0 | 1][(y & 3) as 0 | 1 | 2 | 3];
    this.#owner[at] = owner;
  }

  /** Sets the dots of a straight line. */
  line(from: readonly [number, number], to: readonly [number, number], owner: number): void {
    const steps = Math.max(1, Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]));
    for (let step = 0; step <= steps; step++) {
      const share = step / steps;
      this.set(Math.round(from[0] + (to[0] - from[0]) * share), Math.round(from[1] + (to[1] - from[1]) * share), owner);
    }
  }

  /** The cells of one row, runs of one owner together. */
  row(row: number): readonly { readonly owner: number; readonly text: string }[] {
    const runs: { owner: number; text: string }[] = [];
    for (let column = 0; column < this.#columns; column++) {
      const at = row * this.#columns + column;
      const cell = this.#cells[at] === 0 ? " " : String.fromCodePoint(0x2800 + this.#cells[at]!);
      const last = runs.at(-1);
      if (last !== undefined && last.owner === this.#owner[at]) last.text += cell;
      else runs.push({ owner: this.#owner[at]!, text: cell });
    }
    return runs;
  }
}
