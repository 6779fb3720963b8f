import { LnsimError } from "@lnsim/contracts";
import type { AxisValues } from "../point.ts";
import type { Figures, Row } from "../row.ts";
import { costsOf, type Objective } from "../look/objective.ts";
import { searchSpaceOf, valuesAt } from "../space/space-values.ts";
import type { Space } from "../space/space.ts";
import type { Individual, Operator } from "./individual.ts";
import { searchSpace, usualPopulation, type SearchOptions, type SearchOutcome } from "./nsga2.ts";
import type { Genome } from "./search-space.ts";

/** What is searched for, and where. */
export interface SweepSearch {
  readonly space: Space;
  /** One or more. */
  readonly objectives: readonly Objective[];
  readonly budget: number;
  readonly seed: number;
  readonly population?: number;
  readonly signal?: AbortSignal;
  /** Told of the designs of each generation when all of it is evaluated. */
  readonly onGeneration?: (designs: readonly ChosenDesign[]) => void;
}

/** What came of a point: its row, or why it has none. */
export type Evaluated = Row | { readonly refused: string };

/** A design that was chosen, why, and what came of it. */
export interface ChosenDesign {
  /** Its place in the order in which designs were chosen. */
  readonly number: number;
  readonly values: AxisValues;
  /** 0 for the first designs. */
  readonly generation: number;
  readonly operator: Operator;
  /** Numbers of the designs that it was made from. */
  readonly parents: readonly number[];
  /** The id of its row; null where it has none. */
  readonly id: string | null;
  /** Why it has no row. */
  readonly refused: string | null;
  /** Its figures of the objectives; null without a row. */
  readonly figures: Figures | null;
  readonly isInFront: boolean;
}

/** A search that can be told and repeated: equal spaces, objectives, budgets, populations and seeds make equal records. */
export interface SearchRecord {
  readonly space: string;
  readonly objectives: readonly Objective[];
  readonly budget: number;
  readonly population: number;
  readonly seed: number;
  /** Whether the budget was used, the space had no more designs, or it was stopped. */
  readonly end: SearchOutcome["end"];
  readonly designs: readonly ChosenDesign[];
}

/**
 * Searches a space for designs that no other dominates, as {@link searchSpace} does. What was evaluated before should be found
 * in a store: then a search that was stopped goes on where it was, as its choices repeat.
 *
 * @param evaluate the rows of a generation's points in their order, or why there is none
 * @throws {LnsimError} code "missing-value" for a space without axes
 */
export async function searchSweep(search: SweepSearch, evaluate: (points: readonly AxisValues[]) => Promise<readonly Evaluated[]>): Promise<SearchRecord> {
  const { space, objectives, budget, seed, onGeneration } = search;
  const population = search.population ?? usualPopulation(budget);
  requireConditions(space);
  const results: Evaluated[] = [];
  const design = (individual: Individual, isInFront = false): ChosenDesign => describe(individual, results[individual.number]!, { space, objectives, isInFront });
  const options: SearchOptions = {
    budget,
    seed,
    population,
    ...(search.signal !== undefined && { signal: search.signal }),
    onGeneration: (individuals) => onGeneration?.(individuals.map((individual) => design(individual))),
  };
  const { individuals, front, end } = await searchSpace(searchSpaceOf(space), options, async (genomes: readonly Genome[]) => {
    const evaluated = await evaluate(genomes.map((genome) => valuesAt(space, genome)));
    results.push(...evaluated);
    return evaluated.map((each) => ("refused" in each ? null : costsOf(each, objectives)));
  });
  const isInFront = new Set(front.map(({ number }) => number));
  return { space: space.name, objectives, budget, population, seed, end, designs: individuals.map((individual) => design(individual, isInFront.has(individual.number))) };
}

/** Designs are chosen one by one, so that none can be held against those that it differs from. */
function requireConditions({ constraints }: Space): void {
  const most = constraints.find(({ kind }) => kind === "most");
  if (most === undefined) return;
  throw new LnsimError({ code: "unsupported", message: "a search takes constraints with require alone", path: most.place, found: most.text, remedy: "run the sweep instead, or require what the most of it comes to" });
}

function describe({ number, genome, choice }: Individual, result: Evaluated, about: { readonly space: Space; readonly objectives: readonly Objective[]; readonly isInFront: boolean }): ChosenDesign {
  const { space, objectives, isInFront } = about;
  const { generation, operator, parents } = choice;
  const row = "refused" in result ? null : result;
  const figures = row === null ? null : Object.fromEntries(objectives.map(({ figure }) => [figure, row.figures[figure] ?? null]));
  return { number, values: valuesAt(space, genome), generation, operator, parents, id: row?.id ?? null, refused: "refused" in result ? result.refused : null, figures, isInFront };
}
