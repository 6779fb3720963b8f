import type { Costs } from "./rank.ts";
import type { Genome } from "./search-space.ts";

/** How a design came to be chosen. */
export type Operator = "spread" | "random" | "crossover" | "mutation" | "crossover and mutation";

/** Why a design was evaluated. */
export interface Choice {
  /** 0 for the first designs. */
  readonly generation: number;
  readonly operator: Operator;
  /** Their numbers in the order of evaluation; none for designs that were drawn. */
  readonly parents: readonly number[];
}

/** A design that has been chosen. */
export interface Candidate {
  readonly genome: Genome;
  readonly choice: Choice;
}

/** A design that has been evaluated; its number is its place in the order of evaluation. */
export interface Individual extends Candidate {
  readonly number: number;
  readonly costs: Costs;
}

/** Why a design was evaluated, as a person says it. */
export function describeChoice({ generation, operator, parents }: Choice): string {
  if (parents.length === 0) return operator === "spread" ? "spread over the space to begin with" : `drawn at random in generation ${generation}`;
  return `${operator} of ${parents.map((parent) => `#${parent}`).join(" and ")} in generation ${generation}`;
}
