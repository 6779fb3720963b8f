import type { Hierarchy } from "../mapping.ts";
import type { Operand } from "../operand.ts";
import type { GemmProblem } from "../problem.ts";
import { dimensions } from "../reuse.ts";
import { edgeOf, tripsOf } from "../stretch.ts";
import { byteTable, type ByteTable, type TileSizes } from "./byte-table.ts";

/** Operands in the order in which a selection keeps them. */
export const operands: readonly Operand[] = ["a", "b", "mask", "partialSums", "out"];

/** Where each starts in {@link Selection.bytes}. */
export const at = { a: 0, b: 8, mask: 16, partialSums: 24, out: 32 } as const;

/**
 * One tile out of those that are looked at, unpacked: bytes and cycles of its eight variants. Variant bits 1, 2, 4: the
 * last tile along m, n, k. Chosen again and again without allocation.
 */
export class Selection {
  /** Tiles along m, n, k. */
  readonly trips = new Float64Array(3);
  readonly full = new Float64Array(3);
  readonly edge = new Float64Array(3);
  /** Bytes by operand ({@link at}) and variant. */
  readonly bytes = new Float64Array(40);
  /** Bytes of all tiles of an operand, each counted once, and of its largest tile; in the order of {@link operands}. */
  readonly sums = new Float64Array(5);
  readonly largest = new Float64Array(5);
  /** Cycles of the array by variant; valid after {@link estimateCompute}. */
  readonly compute = new Float64Array(8);
  readonly #problem: GemmProblem;
  readonly #hierarchy: Hierarchy;
  readonly #sizes: TileSizes;
  readonly #tables: readonly ByteTable[];

  constructor(problem: GemmProblem, hierarchy: Hierarchy, sizes: TileSizes) {
    this.#problem = problem;
    this.#hierarchy = hierarchy;
    this.#sizes = sizes;
    this.#tables = operands.map((operand) => byteTable(problem, operand, sizes));
  }

  /** Chooses sizes by their numbers along m, n, k: what {@link fits} and the totals need. */
  choose(m: number, n: number, k: number): void {
    this.#setLoop(0, m);
    this.#setLoop(1, n);
    this.#setLoop(2, k);
    for (let operand = 0; operand < 5; operand++) {
      const pair = this.#pairOf(this.#tables[operand]!, m, n, k);
      this.sums[operand] = this.#tables[operand]!.sums[pair]!;
      this.largest[operand] = this.#tables[operand]!.largest[pair]!;
    }
  }

  /** Bytes of the variants of the tile that is chosen. */
  unpackBytes(m: number, n: number, k: number): void {
    for (let operand = 0; operand < 5; operand++) {
      const table = this.#tables[operand]!;
      const pair = this.#pairOf(table, m, n, k) * 4;
      for (let variant = 0; variant < 8; variant++) {
        const edges = ((variant >> table.first) & 1) + 2 * ((variant >> table.second) & 1);
        this.bytes[operand * 8 + variant] = table.bytes[pair + edges]!;
      }
    }
  }

  /** Cycles of the variants that occur; returns those of all tiles of one product. */
  estimateCompute(): number {
    let cycles = 0;
    for (let variant = 0; variant < 8; variant++) {
      const count = this.#tilesAt(0, variant & 1) * this.#tilesAt(1, (variant >> 1) & 1) * this.#tilesAt(2, variant >> 2);
      if (count === 0) continue;
      const one = this.#hierarchy.tileCycles({ m: this.#sizeAt(0, variant & 1), n: this.#sizeAt(1, (variant >> 1) & 1), k: this.#sizeAt(2, variant >> 2) });
      this.compute[variant] = one;
      cycles += count * one;
    }
    return cycles;
  }

  #setLoop(loop: number, index: number): void {
    const dimension = dimensions[loop]!;
    const whole = this.#problem[dimension];
    const tile = this.#sizes[dimension][index]!;
    this.trips[loop] = tripsOf(whole, tile);
    this.full[loop] = tile;
    this.edge[loop] = edgeOf(whole, tile);
  }

  #pairOf(table: ByteTable, m: number, n: number, k: number): number {
    return (table.first === 0 ? m : n) * table.stride + (table.second === 1 ? n : k);
  }

  #tilesAt(loop: number, isLast: number): number {
    return isLast === 1 ? 1 : this.trips[loop]! - 1;
  }

  #sizeAt(loop: number, isLast: number): number {
    return isLast === 1 ? this.edge[loop]! : this.full[loop]!;
  }
}
