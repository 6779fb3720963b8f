import type { Hierarchy, Mapping, MappingCost } from "../mapping.ts";
import type { GemmProblem } from "../problem.ts";
import { Estimator, orderCode } from "./estimator.ts";

/**
 * Traffic, time and energy of a mapping, as estimated; the mapping need not be legal.
 *
 * - Bytes are exact: every tile at its own size, as often as the order of the loops brings it.
 * - Cycles are those of a pipeline of load, compute and store with double buffering ({@link Pipeline}), with memory at its
 *   sustained rate and turnaround, the stash at its own, and the array as `tileCycles` has it.
 * - Energy counts the bytes that move, at memory and at the global buffer; it ranks mappings, it is not the machine's.
 */
export function costOf(problem: GemmProblem, hierarchy: Hierarchy, { tile, order }: Mapping): MappingCost {
  const estimator = new Estimator(problem, hierarchy, { m: [tile.m], n: [tile.n], k: [tile.k] });
  const code = orderCode(order);
  estimator.choose(0, 0, 0);
  return {
    cycles: estimator.cycles(code),
    computeCycles: estimator.computeCycles(),
    memoryCycles: estimator.memoryCycles(code),
    stashCycles: estimator.stashCycles(code),
    tiles: problem.count * estimator.trips(0) * estimator.trips(1) * estimator.trips(2),
    bytes: estimator.traffic(code),
    energyPj: estimator.energyPj(code),
  };
}
