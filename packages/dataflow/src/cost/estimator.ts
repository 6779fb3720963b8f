import type { LoopOrder } from "../dataflow.ts";
import type { Hierarchy, MappingCost } from "../mapping.ts";
import type { Operand } from "../operand.ts";
import type { GemmProblem } from "../problem.ts";
import { dimensions } from "../reuse.ts";
import type { TileSizes } from "./byte-table.ts";
import { Pipeline, type OrderCode } from "./pipeline.ts";
import { Selection } from "./selection.ts";

/** An order as numbers of loops. */
export function orderCode(order: LoopOrder): OrderCode {
  return order.map((dimension) => dimensions.indexOf(dimension)) as unknown as OrderCode;
}

/**
 * Estimates mappings of one problem on one hierarchy, from tables: choose a tile, then ask about orders, the cheap
 * questions first. What it returns about a chosen tile is exact for the model that {@link costOf} states.
 */
export class Estimator {
  readonly #problem: GemmProblem;
  readonly #hierarchy: Hierarchy;
  readonly #tile: Selection;
  readonly #pipeline: Pipeline;
  readonly #index = new Int32Array(3);
  /** 1 for operands of memory, 0 for those of the stash. */
  readonly #inMemory: Readonly<Record<Operand, 0 | 1>>;
  #computeCycles = -1;
  #isUnpacked = false;

  constructor(problem: GemmProblem, hierarchy: Hierarchy, sizes: TileSizes) {
    this.#problem = problem;
    this.#hierarchy = hierarchy;
    this.#tile = new Selection(problem, hierarchy, sizes);
    this.#pipeline = new Pipeline(this.#tile, hierarchy);
    const inMemory = (operand: Exclude<Operand, "partialSums">): 0 | 1 => (hierarchy.stash?.operands.includes(operand) === true ? 0 : 1);
    this.#inMemory = { a: inMemory("a"), b: inMemory("b"), mask: inMemory("mask"), partialSums: 1, out: inMemory("out") };
  }

  /** Chooses the tile by the numbers of its sizes. */
  choose(m: number, n: number, k: number): void {
    this.#tile.choose(m, n, k);
    this.#index[0] = m;
    this.#index[1] = n;
    this.#index[2] = k;
    this.#computeCycles = -1;
    this.#isUnpacked = false;
  }

  /** Tiles along m, n, k (0, 1, 2). */
  trips(loop: number): number {
    return this.#tile.trips[loop]!;
  }

  /** Bytes of the global buffer that all halves take: see {@link footprintOf}. */
  footprintBytes(order: OrderCode): number {
    const { largest, trips } = this.#tile;
    const partialSums = trips[2]! > 1 ? largest[3]! : 0;
    const read = largest[2]! + (this.#visits(order, 2) > 1 ? partialSums : 0);
    return 2 * (largest[0]! + largest[1]! + read + Math.max(largest[4]!, partialSums));
  }

  /** Bytes between memory and the global buffer, all products together. */
  memoryBytes(order: OrderCode): number {
    const { a, b, mask, partialSums, out } = this.traffic(order);
    const share = this.#inMemory;
    return a * share.a + b * share.b + mask * share.mask + partialSums + out * share.out;
  }

  /** Bytes between the stash and the rest of the global buffer. */
  stashBytes(order: OrderCode): number {
    const { a, b, mask, partialSums, out } = this.traffic(order);
    return a + b + mask + partialSums + out - this.memoryBytes(order);
  }

  /** What is loaded and stored, by what it is for. */
  traffic(order: OrderCode): MappingCost["bytes"] {
    const { sums } = this.#tile;
    const { count } = this.#problem;
    return {
      a: count * sums[0]! * this.#visits(order, 1),
      b: count * sums[1]! * this.#visits(order, 0),
      mask: count * sums[2]!,
      partialSums: count * 2 * sums[3]! * (this.#visits(order, 2) - 1),
      out: count * sums[4]!,
    };
  }

  /** Cycles of the array, all products together. */
  computeCycles(): number {
    if (this.#computeCycles < 0) this.#computeCycles = this.#problem.count * this.#tile.estimateCompute();
    return this.#computeCycles;
  }

  /** Cycles of memory at its sustained rate. */
  memoryCycles(order: OrderCode): number {
    return Math.ceil(this.memoryBytes(order) / this.#hierarchy.memoryBytesPerCycle);
  }

  /** Cycles of the stash. */
  stashCycles(order: OrderCode): number {
    const { stash } = this.#hierarchy;
    return stash === undefined ? 0 : Math.ceil(this.stashBytes(order) / stash.bytesPerCycle);
  }

  /** Cycles of the pipeline: never less than those of the array or of memory. */
  cycles(order: OrderCode): number {
    this.computeCycles();
    if (!this.#isUnpacked) this.#tile.unpackBytes(this.#index[0]!, this.#index[1]!, this.#index[2]!);
    this.#isUnpacked = true;
    return this.#pipeline.cycles(order, this.#problem.count);
  }

  /**
   * Energy of the bytes that move: those of memory pass the global buffer too, those of the stash are read in one part of it and
   * written to another, and the array reads and writes its tiles there.
   */
  energyPj(order: OrderCode): number {
    const { memory, globalBuffer } = this.#hierarchy.energyPjPerByte;
    const stashed = this.#hierarchy.stash === undefined ? 0 : this.stashBytes(order);
    return this.memoryBytes(order) * (memory + globalBuffer) + (2 * stashed + this.#arrayBytes()) * globalBuffer;
  }

  /** Every tile reads its operands once, its masks, and its partial sums but for the first of k; it writes what it makes. */
  #arrayBytes(): number {
    const { m, n, k, count, a, b, bitsOut, maskBits, partialSumBits } = this.#problem;
    const { trips } = this.#tile;
    const bits = m * k * a.bits * trips[1]! + n * k * b.bits * trips[0]! + m * n * (bitsOut + maskBits + 2 * partialSumBits * (trips[2]! - 1));
    return (count * bits) / 8;
  }

  /** See `visitsOf`: how often the tiles come that do not depend on a loop. */
  #visits(order: OrderCode, idle: number): number {
    const { trips } = this.#tile;
    if (order[2] === idle) return 1;
    if (trips[order[2]]! > 1) return trips[idle]!;
    return order[0] === idle && trips[order[1]]! > 1 ? trips[idle]! : 1;
  }
}
