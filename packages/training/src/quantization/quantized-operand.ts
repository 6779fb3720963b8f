import { createCodes, type Codes, type NumberFormat, type Reals, type Rounding } from "@lnsim/contracts";
import { GroupCodec } from "./group-codec.ts";
import { Groups, tensorGrouping, type Grouping, type GroupKind, type MatrixSize } from "./grouping.ts";

/** What a matrix product reads of a quantised operand. */
export interface GemmOperand {
  readonly kind: GroupKind;
  readonly codes: Codes;
  /** What the top code stands for, by group. */
  readonly tops: Float64Array;
  /** The values, for datapaths that multiply values instead of codes; null otherwise. */
  readonly floats: Float32Array | null;
  /** What the largest top counts as in `floats`, so that they are exact; null where scales are in them. */
  readonly floatMax: number | null;
  /** All values that can stand in `floats`; null where scales are in them, or the format has too many. */
  readonly floatSet: Float32Array | null;
  /** One element: the top that counts as `floatMax` in `floats` where vectors have their own, shared by all parts. */
  readonly floatTop: Float64Array;
  /** Writes the decoded values. */
  decode(out: Reals): void;
}

/** What an operand is made from. */
export interface OperandSpec {
  readonly format: NumberFormat;
  readonly size: MatrixSize;
  /** One scale for all by default. */
  readonly grouping?: Grouping;
  readonly wantsFloats: boolean;
  readonly floatMax?: number | null;
  /** False for operands of which only the decoded values are ever written and read. */
  readonly wantsCodes?: boolean;
}

/** A tensor as the machine stores it: codes, and per group the magnitude that the top code stands for. */
export class QuantizedOperand implements GemmOperand {
  readonly format: NumberFormat;
  readonly codes: Codes;
  readonly groups: Groups;
  readonly tops: Float64Array;
  readonly floats: Float32Array | null;
  readonly floatMax: number | null;
  readonly floatSet: Float32Array | null;
  readonly floatTop = new Float64Array(1);
  readonly #codec: GroupCodec | null;

  constructor({ format, size, grouping = tensorGrouping, wantsFloats, floatMax = null, wantsCodes = true }: OperandSpec) {
    const { rows, columns, blocks = 1 } = size;
    const length = rows * columns * blocks;
    this.format = format;
    this.codes = createCodes(format.bits, wantsCodes ? length : 0);
    this.groups = new Groups(format.scaled ? grouping : tensorGrouping, size);
    this.tops = new Float64Array(this.groups.count).fill(1);
    this.floatMax = format.scaled ? floatMax : null;
    this.floats = wantsFloats ? new Float32Array(length) : null;
    const isFixed = wantsFloats && (!format.scaled || (this.floatMax !== null && this.groups.vectors === 1));
    this.floatSet = isFixed ? allValues(format, this.floatMax ?? 1) : null;
    this.#codec = this.groups.kind === "tensor" ? null : new GroupCodec(format, this.groups);
  }

  get kind(): GroupKind {
    return this.groups.kind;
  }

  /** The largest top: 1 where the format has no scale, 0 for a tensor of zeros. */
  get max(): number {
    let largest = 0;
    for (let i = 0; i < this.tops.length; i++) if (this.tops[i] > largest) largest = this.tops[i];
    return largest;
  }

  /** Fills the codes from `values` by the tops that stand there. */
  encode(values: Reals, rounding: Rounding): void {
    if (this.#codec !== null) this.#codec.encode(values, this.tops, rounding, this.codes);
    // A tensor of zeros has no scale to encode with: any will do.
    else this.format.encode(values, this.tops[0] === 0 ? 1 : this.tops[0], rounding, this.codes);
    this.decodeFloats();
  }

  decode(out: Reals): void {
    if (this.codes.length === 0) this.#decodeFloats(out);
    else if (this.#codec !== null) this.#codec.decode(this.codes, this.tops, out);
    else this.format.decode(this.codes, this.tops[0], out);
  }

  /** Brings `floats` up to date with the codes. */
  decodeFloats(): void {
    const { floats, floatMax, kind } = this;
    if (floats === null) return;
    if (floatMax === null) this.decode(floats);
    else if (kind === "row-vectors" || kind === "column-vectors") this.#codec!.decode(this.codes, this.#relativeTops(floatMax), floats);
    else this.format.decode(this.codes, floatMax, floats);
  }

  /** Where there are no codes, groups are whole: one scale for all. */
  #decodeFloats(out: Reals): void {
    const factor = this.floatMax === null ? 1 : this.tops[0] / this.floatMax;
    for (let i = 0; i < out.length; i++) out[i] = this.floats![i] * factor;
  }

  /** Tops with the largest one moved to `floatMax`. */
  #relativeTops(floatMax: number): Float64Array {
    const { max } = this;
    this.floatTop[0] = max;
    return max === 0 ? this.tops : this.tops.map((top) => floatMax * (top / max));
  }

  /** One block, or a run of rows, as an operand of its own that follows this one. Rows of column groups cannot be cut. */
  part(first: number, count: number): GemmOperand {
    const { rows, columns, kind, blocks } = this.groups;
    const start = first * columns;
    const end = start + count * columns;
    const isBlock = blocks > 1 && first % rows === 0 && count === rows;
    if (this.groups.stride !== 1 && !isBlock && count !== rows) throw new Error("column groups have no parts by rows");
    const topAt = (row: number): number => Math.round((row * this.tops.length) / (rows * blocks));
    const tops = kind === "tensor" ? this.tops : this.tops.subarray(topAt(first), topAt(first + count));
    const decode = (out: Reals): void => this.#decodePart(start, end, out);
    return { kind, codes: this.codes.subarray(start, end), tops, floats: this.floats?.subarray(start, end) ?? null, floatMax: this.floatMax, floatSet: this.floatSet, floatTop: this.floatTop, decode };
  }

  #decodePart(start: number, end: number, out: Reals): void {
    const { rows, columns, blocks } = this.groups;
    const whole = new Float64Array(rows * columns * blocks);
    this.decode(whole);
    out.set(whole.subarray(start, end));
  }
}

/** Most codes of which a list is made. */
const mostCodes = 2 ** 12;

/** What the codes of a format stand for, but NaN. */
function allValues(format: NumberFormat, max: number): Float32Array | null {
  const { bits, codeCount } = format;
  if (codeCount > mostCodes) return null;
  const values = new Float32Array(codeCount);
  format.decode(createCodes(bits, codeCount).map((_, code) => code), max, values);
  return values.filter((value) => !Number.isNaN(value));
}
