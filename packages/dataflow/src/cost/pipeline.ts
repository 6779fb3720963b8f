import type { Hierarchy } from "../mapping.ts";
import { at, operands, type Selection } from "./selection.ts";

/** An order of loops by their numbers: 0, 1, 2 for m, n, k; the outermost first. */
export type OrderCode = readonly [number, number, number];

const aLoops = 0b101;
const bLoops = 0b110;
const outLoops = 0b011;
const lastK = 0b100;

/**
 * Cycles of the pipeline of load, compute and store over all tiles, with both halves of the global buffer in use: while a
 * tile is computed, the next one is loaded and its results are stored. A half is filled again when the tile in it is done, so
 * that two tiles take no less than the compute of one, its bytes and a turnaround. The first load and the last store hide behind nothing.
 *
 *   load(first) + sum over tiles but the last of max(compute(t), memory(t), (compute(t) + turnaround + memory(t)) / 2) + compute(last) + store(last)
 *
 * with memory(t) = (load(t + 1) + store(t)) / rate, that of memory or of the stash, whichever takes longer; where that is 0 no
 * turnaround is waited for, and where only the stash moves anything, its own. Partial sums that come back
 * have to be stored before: all tiles from one that leaves them to the one that reads them take no less than the compute of
 * one, its bytes and two turnarounds.
 *
 * Steps from tile to tile are counted by kind, not walked: by the loop that moves on (all loops inside it go from their
 * last tile to their first), by whether it arrives at its last tile, and by where the loops outside it stand (first, between, last).
 */
export class Pipeline {
  readonly #tile: Selection;
  readonly #rate: number;
  readonly #turnaround: number;
  readonly #stashRate: number;
  readonly #stashTurnaround: number;
  /** Whether an operand lies in the stash, at its place in {@link at} divided by 8. */
  readonly #isStashed: readonly boolean[];
  /** Bytes that a step moves, of memory and of the stash. */
  #memoryBytes = 0;
  #stashBytes = 0;
  /** Tiles of a loop that are the first (but not the last), between, and the last: three numbers a loop. */
  readonly #counts = new Float64Array(9);
  #cycles = 0;
  /** Tiles from one that leaves partial sums in memory to the one that reads them. */
  #spillDistance = 0;

  constructor(tile: Selection, { memoryBytesPerCycle, turnaroundCycles, stash }: Hierarchy) {
    this.#tile = tile;
    this.#rate = memoryBytesPerCycle;
    this.#turnaround = turnaroundCycles;
    this.#stashRate = stash?.bytesPerCycle ?? 1;
    this.#stashTurnaround = stash?.turnaroundCycles ?? 0;
    this.#isStashed = operands.map((operand) => operand !== "partialSums" && stash?.operands.includes(operand) === true);
  }

  /** The tile's bytes and compute cycles have to be unpacked. */
  cycles(order: OrderCode, products: number): number {
    this.#countTiles();
    this.#spillDistance = 1;
    for (let level = order.indexOf(2) + 1; level < 3; level++) this.#spillDistance *= this.#tile.trips[order[level]!]!;
    this.#cycles = 0;
    for (let level = 0; level < 3; level++) if (this.#tile.trips[order[level]!]! > 1) this.#stepsOf(order, level);
    const withinProduct = this.#cycles;
    this.#cycles = 0;
    const first = this.#firstVariant(0b111);
    const every = 0b111;
    if (products > 1) this.#step(products - 1, 0b111, first, true, every);
    this.#load(first, true, every);
    const load = this.#takeMoved();
    this.#store(0b111, every);
    const store = this.#takeMoved();
    return load + withinProduct * products + this.#cycles + this.#tile.compute[0b111]! + store;
  }

  #countTiles(): void {
    for (let loop = 0; loop < 3; loop++) {
      const trips = this.#tile.trips[loop]!;
      this.#counts[loop * 3] = trips > 1 ? 1 : 0;
      this.#counts[loop * 3 + 1] = Math.max(0, trips - 2);
      this.#counts[loop * 3 + 2] = 1;
    }
  }

  /** Steps in which the loop at `level` moves on, for every place of the loops outside it. */
  #stepsOf(order: OrderCode, level: number): void {
    const [outer, middle] = order;
    for (let i = level > 0 ? 0 : 2; i < 3; i++) {
      for (let j = level > 1 ? 0 : 2; j < 3; j++) {
        const outerTiles = level > 0 ? this.#counts[outer * 3 + i]! : 1;
        const middleTiles = level > 1 ? this.#counts[middle * 3 + j]! : 1;
        if (outerTiles * middleTiles === 0) continue;
        const outerLast = level > 0 && i === 2 ? 1 << outer : 0;
        const middleLast = level > 1 && j === 2 ? 1 << middle : 0;
        const isFirstK = this.#isFirstK(order, level, i, j);
        this.#moves(order, level, { count: outerTiles * middleTiles, outside: outerLast + middleLast, isFirstK });
      }
    }
  }

  /** Whether the tile that a step arrives at opens its results. */
  #isFirstK(order: OrderCode, level: number, outerPlace: number, middlePlace: number): boolean {
    const kLevel = order.indexOf(2);
    if (kLevel > level) return true;
    if (kLevel === level) return false;
    return (kLevel === 0 ? outerPlace : middlePlace) === 0 || this.#tile.trips[2] === 1;
  }

  #moves(order: OrderCode, level: number, place: { readonly count: number; readonly outside: number; readonly isFirstK: boolean }): void {
    const moving = 1 << order[level]!;
    const trips = this.#tile.trips[order[level]!]!;
    let inside = 0;
    for (let inner = level + 1; inner < 3; inner++) inside |= 1 << order[inner]!;
    const moved = moving | (inside & ~this.#firstVariant(inside));
    const from = place.outside | inside;
    const to = place.outside | this.#firstVariant(inside);
    if (trips > 2) this.#step(place.count * (trips - 2), from, to, place.isFirstK, moved);
    this.#step(place.count, from, to | moving, place.isFirstK, moved);
  }

  /** Those of some loops that have one tile only: their first is their last. */
  #firstVariant(loops: number): number {
    let variant = 0;
    for (let loop = 0; loop < 3; loop++) if (this.#tile.trips[loop] === 1) variant |= 1 << loop;
    return variant & loops;
  }

  #step(count: number, from: number, to: number, isFirstK: boolean, moved: number): void {
    this.#load(to, isFirstK, moved);
    this.#store(from, moved);
    const turnaround = this.#memoryBytes > 0 ? this.#turnaround : this.#stashTurnaround;
    const memory = this.#takeMoved();
    const compute = this.#tile.compute[from]!;
    const turn = memory > 0 ? Math.ceil((compute + turnaround + memory) / 2) : 0;
    const spill = (moved & outLoops) !== 0 && !isFirstK ? Math.ceil((compute + 2 * this.#turnaround + memory) / this.#spillDistance) : 0;
    this.#cycles += count * Math.max(compute, memory, turn, spill);
  }

  /** Masks are read with the last tile of k, when results are finished. */
  #load(to: number, isFirstK: boolean, moved: number): void {
    if ((moved & aLoops) !== 0) this.#move(at.a, to);
    if ((moved & bLoops) !== 0) this.#move(at.b, to);
    if ((to & lastK) !== 0) this.#move(at.mask, to);
    if ((moved & outLoops) !== 0 && !isFirstK) this.#move(at.partialSums, to);
  }

  #store(from: number, moved: number): void {
    if ((moved & outLoops) !== 0) this.#move((from & lastK) === 0 ? at.partialSums : at.out, from);
  }

  #move(operand: number, variant: number): void {
    const bytes = this.#tile.bytes[operand + variant]!;
    if (this.#isStashed[operand / 8]) this.#stashBytes += bytes;
    else this.#memoryBytes += bytes;
  }

  /** Cycles of what has been moved since it was asked last: memory and the stash work side by side. */
  #takeMoved(): number {
    const cycles = Math.max(Math.ceil(this.#memoryBytes / this.#rate), Math.ceil(this.#stashBytes / this.#stashRate));
    this.#memoryBytes = 0;
    this.#stashBytes = 0;
    return cycles;
  }
}
