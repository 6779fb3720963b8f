import { createRandom } from "@lnsim/elementary";
import { frontOf } from "../look/pareto.ts";
import { firstGeneration, nextGeneration, type Breeding } from "./breed.ts";
import type { Individual } from "./individual.ts";
import { compareStandings, standingsOf, type Costs, type Standing } from "./rank.ts";
import type { Genome, SearchSpace } from "./search-space.ts";

/** How a space is searched. */
export interface SearchOptions {
  /** Designs to evaluate at most, each once. */
  readonly budget: number;
  readonly seed: number;
  /** Designs in a generation; a tenth of the budget, within 8 to 64, by default. */
  readonly population?: number;
  /** Ends the search; a generation that is under way then does not count. */
  readonly signal?: AbortSignal;
  /** Told of each generation when all of it is evaluated. */
  readonly onGeneration?: (individuals: readonly Individual[]) => void;
}

/** What a search has found. */
export interface SearchOutcome {
  /** All designs in the order in which they were chosen. */
  readonly individuals: readonly Individual[];
  /** Those that no other dominates. */
  readonly front: readonly Individual[];
  /** Why it ended. */
  readonly end: "budget" | "exhausted" | "stopped";
}

/**
 * Searches a space for designs that no other dominates: NSGA-II (Deb, Pratap, Agarwal and Meyarivan, IEEE Trans. Evol.
 * Comput. 6(2), 2002) over the indices of its axes. A generation is chosen when all of the one before is evaluated, so equal
 * seeds choose equal designs, in whatever order evaluations finish.
 *
 * @param evaluate the costs of a generation's genomes in their order, less is better; null for one that failed
 */
export async function searchSpace(space: SearchSpace, options: SearchOptions, evaluate: (genomes: readonly Genome[]) => Promise<readonly Costs[]>): Promise<SearchOutcome> {
  const { budget, seed, signal, onGeneration } = options;
  const size = options.population ?? usualPopulation(budget);
  const breeding: Breeding = { space, random: createRandom(seed, "search"), seen: new Set() };
  const individuals: Individual[] = [];
  let population: readonly (Individual & Standing)[] = [];
  for (let generation = 0; individuals.length < budget; generation++) {
    const count = Math.min(size, budget - individuals.length);
    const candidates = generation === 0 ? firstGeneration(breeding, count) : nextGeneration(breeding, population, { count, generation });
    if (candidates.length === 0) return outcome(individuals, "exhausted");
    const costs = signal?.aborted === true ? [] : await evaluate(candidates.map(({ genome }) => genome));
    if (signal?.aborted === true) return outcome(individuals, "stopped");
    const children = candidates.map((candidate, at): Individual => ({ ...candidate, number: individuals.length + at, costs: costs[at] ?? null }));
    individuals.push(...children);
    population = survivors([...population, ...children], size);
    onGeneration?.(children);
  }
  return outcome(individuals, "budget");
}

/** Designs in a generation of a search that does not say how many. */
export function usualPopulation(budget: number): number {
  return Math.max(8, Math.min(64, Math.round(budget / 10)));
}

/** The best of parents and children, the older of equal ones first; those that failed have no children. */
function survivors(individuals: readonly Individual[], size: number): readonly (Individual & Standing)[] {
  const standings = standingsOf(individuals.map(({ costs }) => costs));
  const ranked = individuals.map((individual, at) => ({ ...individual, ...standings[at]! })).filter(({ costs }) => costs !== null);
  return ranked.toSorted((a, b) => compareStandings(a, b) || a.number - b.number).slice(0, size);
}

function outcome(individuals: readonly Individual[], end: SearchOutcome["end"]): SearchOutcome {
  const isInFront = frontOf(individuals.map(({ costs }) => costs));
  return { individuals, front: individuals.filter((_, at) => isInFront[at]), end };
}
