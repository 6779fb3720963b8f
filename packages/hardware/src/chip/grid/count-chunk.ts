import type { Kernel } from "@lnsim/kernel";
import { columnsOf, lanesOf, sliceWords, slicesOf, termsOf, wordsOfGroup } from "./geometry.ts";
import type { GridPlan } from "./plan.ts";
import { gridPeShape } from "./state.ts";

const { isFirstK: FIRST_K, usesA: USES_A, usesB: USES_B } = gridPeShape.slot;
const { dots: DOTS, macs: MACS, slots: SLOTS, readA: READ_A, writeA: WRITE_A, readB: READ_B, writeB: WRITE_B } = gridPeShape.counter;
const { bytesA: BYTES_A, bytesB: BYTES_B, bytesP: BYTES_P, partialsIn: PARTIALS_IN } = gridPeShape.counter;
const { collectorReads: COLLECTOR_READS, collectorWrites: COLLECTOR_WRITES } = gridPeShape.counter;

/** The actions of the chunk that starts. The first slice of a tile writes the collector's rows without reading them, unless it goes on from partial sums. */
export function countChunk(kernel: Kernel, base: number, plan: GridPlan): void {
  const { state } = kernel;
  const lanes = lanesOf(kernel, base, plan);
  const columns = columnsOf(kernel, base, plan);
  const slices = slicesOf(kernel, base, plan);
  const terms = termsOf(kernel, base, plan);
  const isFirst = state[base + FIRST_K] === 1;
  const goesOn = isFirst && plan.readsPartials === 1;
  state[base + DOTS]! += lanes * columns * slices;
  state[base + MACS]! += lanes * columns * terms;
  state[base + SLOTS]! += plan.lanes * plan.vectorSize * columns * slices;
  state[base + READ_A]! += slices * plan.portA;
  state[base + READ_B]! += slices * wordsOfGroup(kernel, base, plan);
  state[base + COLLECTOR_WRITES]! += columns * slices;
  state[base + COLLECTOR_READS]! += columns * (isFirst && !goesOn ? slices - 1 : slices);
  if (goesOn) state[base + PARTIALS_IN]! += lanes * columns;
  if (goesOn) state[base + BYTES_P]! += Math.ceil((lanes * columns * plan.partialBits) / 8);
  if (state[base + USES_A] === 1) {
    state[base + WRITE_A]! += sliceWords(plan, lanes, terms, 0);
    state[base + BYTES_A]! += Math.ceil((lanes * terms * plan.movedBitsA) / 8);
  }
  if (state[base + USES_B] === 1) {
    state[base + WRITE_B]! += sliceWords(plan, columns, terms, 1);
    state[base + BYTES_B]! += Math.ceil((columns * terms * plan.movedBitsB) / 8);
  }
}
