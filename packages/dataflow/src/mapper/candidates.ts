import type { TileSizes } from "../cost/byte-table.ts";
import { Estimator, orderCode } from "../cost/estimator.ts";
import type { OrderCode } from "../cost/pipeline.ts";
import { ordersOf, type Dataflow, type LoopOrder } from "../dataflow.ts";
import type { Hierarchy, Mapping } from "../mapping.ts";
import type { GemmProblem } from "../problem.ts";

/** Where a candidate stands in the grid of sizes along m, n, k and orders. */
export type Place = readonly [m: number, n: number, k: number, order: number];

/** All mappings that the mapper could choose: a grid of tile sizes and orders, and which places in it are legal. */
export class Candidates {
  readonly estimator: Estimator;
  readonly codes: readonly OrderCode[];
  /** Numbers of the legal candidates, ascending; of orders that come to the same for a tile, only the first is listed. */
  readonly legal: readonly number[];
  readonly #sizes: TileSizes;
  readonly #orders: readonly LoopOrder[];
  readonly #capacity: number;
  #smallest = Number.POSITIVE_INFINITY;
  #smallestNumber = 0;

  constructor(problem: GemmProblem, hierarchy: Hierarchy, dataflow: Dataflow, sizes: TileSizes) {
    this.#sizes = sizes;
    this.#orders = ordersOf(dataflow);
    this.codes = this.#orders.map(orderCode);
    this.#capacity = hierarchy.globalBufferBytes;
    this.estimator = new Estimator(problem, hierarchy, sizes);
    this.legal = this.#findLegal();
  }

  /** Places in the grid, legal or not. */
  get count(): number {
    return this.#sizes.m.length * this.#sizes.n.length * this.#sizes.k.length * this.#orders.length;
  }

  /** The candidate that takes least of the global buffer, and what it takes. */
  get smallest(): { readonly mapping: Mapping; readonly bytes: number } {
    return { mapping: this.mappingAt(this.#smallestNumber), bytes: this.#smallest };
  }

  mappingAt(number: number): Mapping {
    const [m, n, k, order] = this.placeOf(number);
    return { tile: { m: this.#sizes.m[m]!, n: this.#sizes.n[n]!, k: this.#sizes.k[k]! }, order: this.#orders[order]! };
  }

  placeOf(number: number): Place {
    const orders = this.#orders.length;
    const [ns, ks] = [this.#sizes.n.length, this.#sizes.k.length];
    const tile = Math.floor(number / orders);
    const row = Math.floor(tile / ks);
    return [Math.floor(row / ns), row % ns, tile % ks, number % orders];
  }

  /** The number of a place, or -1 outside the grid. */
  numberAt([m, n, k, order]: Place): number {
    const { m: ms, n: ns, k: ks } = this.#sizes;
    if (m < 0 || n < 0 || k < 0 || m >= ms.length || n >= ns.length || k >= ks.length) return -1;
    return ((m * ns.length + n) * ks.length + k) * this.#orders.length + order;
  }

  #findLegal(): number[] {
    const found: number[] = [];
    let number = 0;
    for (let m = 0; m < this.#sizes.m.length; m++) {
      for (let n = 0; n < this.#sizes.n.length; n++) {
        for (let k = 0; k < this.#sizes.k.length; k++, number += this.#orders.length) {
          this.estimator.choose(m, n, k);
          this.#addLegal(found, number);
        }
      }
    }
    return found;
  }

  #addLegal(found: number[], number: number): void {
    for (let order = 0; order < this.codes.length; order++) {
      const bytes = this.estimator.footprintBytes(this.codes[order]!);
      if (bytes < this.#smallest) {
        this.#smallest = bytes;
        this.#smallestNumber = number + order;
      }
      if (bytes <= this.#capacity && !this.#isRepeat(order)) found.push(number + order);
    }
  }

  /** Whether an earlier order differs only in where loops of one trip stand. */
  #isRepeat(order: number): boolean {
    const moving = this.#movingLoops(order);
    for (let earlier = 0; earlier < order; earlier++) if (this.#movingLoops(earlier) === moving) return true;
    return false;
  }

  /** The loops of more than one trip in their order, as digits. */
  #movingLoops(order: number): number {
    let digits = 0;
    for (const loop of this.codes[order]!) if (this.estimator.trips(loop) > 1) digits = digits * 4 + loop + 1;
    return digits;
  }
}
