import type { SeededRandom } from "@lnsim/elementary";
import type { Candidate, Choice, Individual } from "./individual.ts";
import { compareStandings, type Standing } from "./rank.ts";
import { genomeAt, genomeCount, type Genome, type SearchSpace } from "./search-space.ts";
import { crossed, mutated, spreadGenomes } from "./variation.ts";

/** Children that are tried before one is drawn from the whole space, and draws before the space is counted through. */
const mostTries = 50;
/** Genomes that are counted through at most to find one that is left. */
const mostCounted = 1_000_000;
/** Of ten children, those of two parents. */
const crossoversInTen = 9;

/** What designs are chosen with. */
export interface Breeding {
  readonly space: SearchSpace;
  readonly random: SeededRandom;
  /** Keys of all designs that were chosen so far; designs that are chosen are added. */
  readonly seen: Set<string>;
}

/** The first designs, spread over the space; fewer where it has no more. */
export function firstGeneration(breeding: Breeding, count: number): readonly Candidate[] {
  const spread = spreadGenomes(breeding.space.axes, count, breeding.random);
  return chosen(count, (at) => accepted(breeding, spread[at]!, { generation: 0, operator: "spread", parents: [] }) ?? drawn(breeding, 0));
}

/** Children of a population, none of them seen before; fewer where the space has no more. */
export function nextGeneration(breeding: Breeding, population: readonly (Individual & Standing)[], size: { readonly count: number; readonly generation: number }): readonly Candidate[] {
  return chosen(size.count, () => {
    for (let attempt = 0; attempt < mostTries && population.length > 0; attempt++) {
      const child = childOf(breeding, population, size.generation);
      if (child !== undefined) return child;
    }
    return drawn(breeding, size.generation);
  });
}

function chosen(count: number, next: (at: number) => Candidate | undefined): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (let at = 0; at < count; at++) {
    const candidate = next(at);
    if (candidate === undefined) break;
    candidates.push(candidate);
  }
  return candidates;
}

function childOf(breeding: Breeding, population: readonly (Individual & Standing)[], generation: number): Candidate | undefined {
  const { space, random } = breeding;
  const mother = winner(population, random);
  const father = random.nextBelow(10) < crossoversInTen ? winner(population, random) : mother;
  if (mother === father) {
    return accepted(breeding, mutated(mother.genome, space.axes, random), { generation, operator: "mutation", parents: [mother.number] });
  }
  const child = crossed(mother.genome, father.genome, random);
  const isMutated = random.nextBelow(2) === 0;
  const operator = isMutated ? "crossover and mutation" : "crossover";
  return accepted(breeding, isMutated ? mutated(child, space.axes, random) : child, { generation, operator, parents: [mother.number, father.number] });
}

/** The better of two that are drawn; the first where neither is. */
function winner(population: readonly (Individual & Standing)[], random: SeededRandom): Individual {
  const first = population[random.nextBelow(population.length)]!;
  const second = population[random.nextBelow(population.length)]!;
  return compareStandings(second, first) < 0 ? second : first;
}

/** A design from anywhere in the space that was not seen; undefined where none is found. */
function drawn(breeding: Breeding, generation: number): Candidate | undefined {
  const { space, random } = breeding;
  const choice: Choice = { generation, operator: "random", parents: [] };
  for (let attempt = 0; attempt < mostTries; attempt++) {
    const candidate = accepted(breeding, space.axes.map(({ size }) => random.nextBelow(size)), choice);
    if (candidate !== undefined) return candidate;
  }
  const count = genomeCount(space);
  const start = Math.floor(random.nextFloat() * count);
  for (let step = 0; step < Math.min(count, mostCounted); step++) {
    const candidate = accepted(breeding, genomeAt(space, (start + step) % count), choice);
    if (candidate !== undefined) return candidate;
  }
  return undefined;
}

function accepted({ space, seen }: Breeding, genome: Genome, choice: Choice): Candidate | undefined {
  if (!space.isAllowed(genome)) return undefined;
  const key = space.keyOf(genome);
  if (seen.has(key)) return undefined;
  seen.add(key);
  return { genome, choice };
}
