import { costOf } from "../cost/cost.ts";
import { requireLegal } from "../legality.ts";
import type { Hierarchy, Mapping, MappingChoice } from "../mapping.ts";
import type { GemmProblem } from "../problem.ts";

/**
 * The choice that a user has made: estimated, not compared with others.
 *
 * @param path where the mapping stands, such as `mappings[3]`
 * @throws LnsimError invalid-combination when it is not legal
 */
export function pinnedChoice(problem: GemmProblem, hierarchy: Hierarchy, mapping: Mapping, path: string): MappingChoice {
  requireLegal(problem, hierarchy, mapping, path);
  return { mapping, cost: costOf(problem, hierarchy, mapping), considered: 1, exhaustive: false };
}
