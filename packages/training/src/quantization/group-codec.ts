import { createCodes, type Codes, type NumberFormat, type Reals, type Rounding } from "@lnsim/contracts";
import { groupPieces, type GroupPiece } from "./group-pieces.ts";
import type { Groups } from "./grouping.ts";

/** From this length a group that lies together is encoded where it lies. */
const longGroup = 512;

/**
 * Encodes and decodes matrices whose groups have scales of their own, each group by its own top as the format has it:
 * many at once where the format can do that. Where it cannot, but all tops are powers of two of one another, values are
 * moved by these powers, which is exact, and go at once.
 */
export class GroupCodec {
  readonly #format: NumberFormat;
  readonly #groups: Groups;
  /** One group, whole and as short as the last vector of a line. */
  readonly #whole: GroupScratch;
  readonly #short: GroupScratch;
  readonly #factors: Float64Array;
  /** What the pieces read as their maxima. */
  readonly #maxima: Float64Array;
  readonly #pieces: readonly GroupPiece[];
  #moved: Reals | undefined;

  constructor(format: NumberFormat, groups: Groups) {
    this.#format = format;
    this.#groups = groups;
    this.#factors = new Float64Array(groups.count);
    this.#maxima = new Float64Array(groups.count);
    this.#pieces = groupPieces(groups, this.#maxima);
    this.#whole = createScratch(format, groups.size);
    const last = groups.length(groups.count - 1);
    this.#short = last === groups.size ? this.#whole : createScratch(format, last);
  }

  /** Fills `codes`; a group whose top is 0 holds zeros, which any top encodes. */
  encode(values: Reals, tops: Float64Array, rounding: Rounding, codes: Codes): void {
    if (this.#encodePieces(values, tops, rounding, codes)) return;
    const reference = commonReference(tops);
    if (reference === 0) return this.#encodeGroups(values, tops, rounding, codes);
    // The reference is the largest top: values only grow, so that nothing is lost in single precision either.
    this.#moved ??= values instanceof Float32Array ? new Float32Array(codes.length) : new Float64Array(codes.length);
    for (let group = 0; group < tops.length; group++) this.#factors[group] = tops[group] === 0 ? 1 : reference / tops[group];
    this.#multiply(values, this.#moved);
    this.#format.encode(this.#moved, reference, rounding, codes);
  }

  decode(codes: Codes, tops: Float64Array, out: Reals): void {
    if (this.#format.decodeGroups !== undefined) return this.#decodePieces(codes, tops, out);
    const reference = commonReference(tops);
    if (reference === 0) return this.#decodeGroups(codes, tops, out);
    this.#format.decode(codes, reference, out);
    for (let group = 0; group < tops.length; group++) this.#factors[group] = tops[group] / reference;
    this.#multiply(out, out);
  }

  /** False where the format cannot, or can not for these values. */
  #encodePieces(values: Reals, tops: Float64Array, rounding: Rounding, codes: Codes): boolean {
    const format = this.#format;
    if (format.encodeGroups === undefined) return false;
    // Zeros are encoded with a top that the format has for others.
    const spare = largestOf(tops) || 1;
    for (let group = 0; group < tops.length; group++) this.#maxima[group] = tops[group] === 0 ? spare : tops[group];
    for (const { start, end, groups } of this.#pieces) {
      if (!format.encodeGroups(values.subarray(start, end), groups, rounding, codes.subarray(start, end))) return false;
    }
    return true;
  }

  #decodePieces(codes: Codes, tops: Float64Array, out: Reals): void {
    this.#maxima.set(tops);
    for (const { start, end, groups } of this.#pieces) this.#format.decodeGroups!(codes.subarray(start, end), groups, out.subarray(start, end));
  }

  #encodeGroups(values: Reals, tops: Float64Array, rounding: Rounding, codes: Codes): void {
    const groups = this.#groups;
    const isTogether = groups.stride === 1 && groups.size >= longGroup;
    for (let group = 0; group < groups.count; group++) {
      const top = tops[group] === 0 ? 1 : tops[group];
      const scratch = this.#scratch(group);
      const start = groups.start(group);
      if (isTogether) {
        const end = start + scratch.codes.length;
        this.#format.encode(values.subarray(start, end), top, rounding, codes.subarray(start, end));
        continue;
      }
      for (let i = 0, from = start; i < scratch.codes.length; i++, from += groups.stride) scratch.values[i] = values[from];
      this.#format.encode(scratch.values, top, rounding, scratch.codes);
      for (let i = 0, to = start; i < scratch.codes.length; i++, to += groups.stride) codes[to] = scratch.codes[i];
    }
  }

  #decodeGroups(codes: Codes, tops: Float64Array, out: Reals): void {
    const groups = this.#groups;
    for (let group = 0; group < groups.count; group++) {
      const scratch = this.#scratch(group);
      const start = groups.start(group);
      for (let i = 0, from = start; i < scratch.codes.length; i++, from += groups.stride) scratch.codes[i] = codes[from];
      this.#format.decode(scratch.codes, tops[group], scratch.values);
      for (let i = 0, to = start; i < scratch.codes.length; i++, to += groups.stride) out[to] = scratch.values[i];
    }
  }

  /** out = values * the factor of their group; `out` may be the values. */
  #multiply(values: Reals, out: Reals): void {
    const groups = this.#groups;
    const factors = this.#factors;
    if (groups.stride === 1) {
      for (let group = 0, i = 0; group < groups.count; group++) {
        const factor = factors[group];
        for (const end = i + groups.length(group); i < end; i++) out[i] = values[i] * factor;
      }
      return;
    }
    const { blocks, rows, columns, size, vectors } = groups;
    for (let block = 0, i = 0; block < blocks; block++) {
      for (let row = 0; row < rows; row++) {
        const first = (block * vectors + Math.floor(row / size)) * columns;
        for (let column = 0; column < columns; column++, i++) out[i] = values[i] * factors[first + column];
      }
    }
  }

  #scratch(group: number): GroupScratch {
    return this.#groups.length(group) === this.#groups.size ? this.#whole : this.#short;
  }
}

interface GroupScratch {
  readonly values: Float64Array;
  readonly codes: Codes;
}

function createScratch(format: NumberFormat, length: number): GroupScratch {
  return { values: new Float64Array(length), codes: createCodes(format.bits, length) };
}

const single = new Float64Array(1);
const words = new Uint32Array(single.buffer);

/** The largest top when all others are finite powers of two of it, so that quotients are exact; else 0. */
function commonReference(tops: Float64Array): number {
  const reference = largestOf(tops);
  if (reference === 0 || reference === Infinity) return 0;
  single[0] = reference;
  const low = words[0];
  const high = words[1] & 0xfffff;
  for (let i = 0; i < tops.length; i++) {
    if (tops[i] === 0) continue;
    single[0] = tops[i];
    if (words[0] !== low || (words[1] & 0xfffff) !== high || tops[i] < 2 ** -1000) return 0;
  }
  return reference;
}

function largestOf(tops: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < tops.length; i++) if (tops[i] > largest) largest = tops[i];
  return largest;
}
