import { LnsimError } from "@lnsim/contracts";
import { costOf } from "../cost/cost.ts";
import type { Dataflow } from "../dataflow.ts";
import type { Hierarchy, MappingChoice } from "../mapping.ts";
import type { GemmProblem } from "../problem.ts";
import { Candidates } from "./candidates.ts";
import { Contest, type Objective } from "./contest.ts";
import { search } from "./search.ts";
import { tileSizes } from "./tile-sizes.ts";

/** How a mapper chooses. */
export interface MapperOptions {
  readonly dataflow: Dataflow;
  readonly objective: Objective;
  /** Mappings that are looked at, at least 1; where no more than these are legal, all of them. */
  readonly budget: number;
  /** Of the search where not all are looked at. */
  readonly seed: number;
}

/**
 * Chooses how a product is cut into tiles of the global buffer: the best by the objective, as {@link costOf} estimates it,
 * of the legal mappings of {@link tileSizes} and the dataflow's orders.
 *
 * @throws LnsimError invalid-combination when not even the smallest tile fits, with what it needs
 */
export function mapGemm(problem: GemmProblem, hierarchy: Hierarchy, options: MapperOptions): MappingChoice {
  const candidates = legalCandidates(problem, hierarchy, options.dataflow);
  const contest = new Contest(candidates, options.objective);
  const exhaustive = candidates.legal.length <= options.budget;
  if (exhaustive) for (const number of candidates.legal) contest.enter(number);
  else search(candidates, contest, options);
  const mapping = candidates.mappingAt(contest.best);
  return { mapping, cost: costOf(problem, hierarchy, mapping), considered: contest.considered, exhaustive };
}

function legalCandidates(problem: GemmProblem, hierarchy: Hierarchy, dataflow: Dataflow): Candidates {
  const whole = new Candidates(problem, hierarchy, dataflow, tileSizes(problem, hierarchy));
  if (whole.legal.length > 0) return whole;
  const cut = new Candidates(problem, hierarchy, dataflow, tileSizes(problem, hierarchy, true));
  if (cut.legal.length > 0) return cut;
  throw nothingFits(problem, hierarchy, cut);
}

function nothingFits({ m, n, k }: GemmProblem, { globalBufferBytes }: Hierarchy, { smallest }: Candidates): LnsimError {
  const { tile } = smallest.mapping;
  return new LnsimError({
    code: "invalid-combination",
    message: `no tile of the product m ${m}, n ${n}, k ${k} fits the global buffer`,
    path: "globalBuffer.sizeBytes",
    found: `${globalBufferBytes} bytes`,
    expected: `at least ${smallest.bytes} bytes, for two halves of a tile of m ${tile.m}, n ${tile.n}, k ${tile.k}`,
    remedy: "enlarge the global buffer, use fewer PEs, or narrower formats",
  });
}
