import type { FoldTiming } from "../array/fold-timing.ts";
import type { FoldShape } from "../fold/fold.ts";
import { placeLayer } from "../fold/placement.ts";
import type { SystolicDescription } from "../layer/description.ts";
import type { SystolicLayer } from "../layer/layer.ts";

/** Accesses to the memories at the edges of the array, in elements. */
export interface SystolicAccesses {
  /** Reads of I and W. */
  readonly ifmapReads: number;
  readonly filterReads: number;
  /** Outputs and partial sums written. */
  readonly ofmapWrites: number;
  /** Of those, outputs that are final. */
  readonly finalWrites: number;
  /** Partial sums of earlier folds that enter the array again. */
  readonly partialSumReads: number;
}

/** What a layer takes on a systolic array with ideal memory. */
export interface SystolicOpTiming {
  readonly cycles: number;
  readonly folds: number;
  /** Cycles before the first multiplication of a fold; with one at least; after the last. They add up to `cycles`. */
  readonly fillCycles: number;
  readonly multiplyCycles: number;
  readonly drainCycles: number;
  /** PEs that multiply, summed over the cycles: the useful multiply-accumulates. */
  readonly activePeCycles: number;
  /** PEs that the streams pass, in use or not, times the length of the streams. */
  readonly issuedSlots: number;
  /** Operands latched by PEs, on their way or where they stay. */
  readonly operandMoves: number;
  readonly accesses: SystolicAccesses;
  /** Useful multiply-accumulates per PE and cycle, from 0 to 1. */
  readonly utilisation: number;
  /** PEs in use, as a part of all, as a mean over the folds. */
  readonly mappingEfficiency: number;
  /** How it was found out; the only part that depends on the mode. */
  readonly simulation: { readonly events: number; readonly simulatedFolds: number; readonly skippedFolds: number };
}

const summed = ["cycles", "fillCycles", "multiplyCycles", "drainCycles", "activePeCycles", "rowReads", "columnReads", "stationaryReads", "operandMoves", "results", "events"] as const;

/** Sums up folds. Whole numbers throughout, so that the order does not matter. */
export class OpTally {
  readonly #layer: SystolicLayer;
  readonly #description: SystolicDescription;
  #folds = 0;
  #simulated = 0;
  #usedPes = 0;
  readonly #sums: { [key in (typeof summed)[number]]: number } = {
    cycles: 0,
    fillCycles: 0,
    multiplyCycles: 0,
    drainCycles: 0,
    activePeCycles: 0,
    rowReads: 0,
    columnReads: 0,
    stationaryReads: 0,
    operandMoves: 0,
    results: 0,
    events: 0,
  };
  #issuedSlots = 0;

  constructor(layer: SystolicLayer, description: SystolicDescription) {
    this.#layer = layer;
    this.#description = description;
  }

  /** `count` folds of a shape, of which one was simulated. */
  add(timing: FoldTiming, { usedRows, usedColumns, stream }: FoldShape, count: number): void {
    const { rows, columns, protocol } = this.#description;
    const sums = this.#sums;
    for (const key of summed) sums[key] += timing[key] * (key === "events" ? 1 : count);
    this.#usedPes += usedRows * usedColumns * count;
    this.#issuedSlots += (protocol === "stonne" ? usedRows * usedColumns : rows * columns) * stream * count;
    this.#folds += count;
    this.#simulated++;
  }

  finish(): SystolicOpTiming {
    const { rows, columns } = this.#description;
    const { cycles, fillCycles, multiplyCycles, drainCycles, activePeCycles } = this.#sums;
    return {
      cycles,
      folds: this.#folds,
      fillCycles,
      multiplyCycles,
      drainCycles,
      activePeCycles,
      issuedSlots: this.#issuedSlots,
      operandMoves: this.#sums.operandMoves,
      accesses: this.#accesses(),
      utilisation: activePeCycles / (cycles * rows * columns),
      mappingEfficiency: this.#usedPes / (this.#folds * rows * columns),
      simulation: { events: this.#sums.events, simulatedFolds: this.#simulated, skippedFolds: this.#folds - this.#simulated },
    };
  }

  /** The rows' edge takes I (os, ws) or W (is); the other operand comes in from above, once per element or once per fold. */
  #accesses(): SystolicAccesses {
    const { rowReads, columnReads, stationaryReads, results } = this.#sums;
    const { dataflow, rows } = this.#description;
    const { alongRows } = placeLayer(this.#layer, dataflow);
    const fromAbove = columnReads + stationaryReads;
    const [ifmapReads, filterReads] = dataflow === "is" ? [fromAbove, rowReads] : [rowReads, fromAbove];
    const passes = dataflow === "os" ? 1 : Math.ceil(alongRows / rows);
    const finalWrites = results / passes;
    return { ifmapReads, filterReads, ofmapWrites: results, finalWrites, partialSumReads: results - finalWrites };
  }
}
