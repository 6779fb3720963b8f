import { createRandom } from "@lnsim/elementary";
import { describe, expect, test } from "vitest";
import { describeChoice } from "./individual.ts";
import { searchSpace } from "./nsga2.ts";
import type { Costs } from "./rank.ts";
import type { Genome, SearchSpace } from "./search-space.ts";

/** `axes` axes of `size` values each, all designs allowed. */
function cube(axes: number, size: number, changes: Partial<SearchSpace> = {}): SearchSpace {
  const own = Array.from({ length: axes }, (_, i) => ({ name: `x${i}`, size, isOrdered: true }));
  return { axes: own, isAllowed: () => true, keyOf: String, ...changes };
}

/** ZDT1 (Zitzler, Deb and Thiele, Evol. Comput. 8(2), 2000) on a grid of 21 values: in its front all genes but the first are 0. */
function zdt1([first, ...rest]: Genome): Costs {
  const g = 1 + (9 * rest.reduce((sum, gene) => sum + gene / 20, 0)) / rest.length;
  const x = first! / 20;
  return [x, g * (1 - Math.sqrt(x / g))];
}

const evaluateAll = (costs: (genome: Genome) => Costs) => async (genomes: readonly Genome[]) => genomes.map(costs);

describe("a search", () => {
  test("finds most of a known front in 1,000 of 85 million designs, where drawing finds nothing", async () => {
    const { front } = await searchSpace(cube(6, 21), { budget: 1000, seed: 1, population: 40 }, evaluateAll(zdt1));
    const found = front.filter(({ genome }) => genome.slice(1).every((gene) => gene === 0));
    expect(found.length).toBeGreaterThan(16);
    const random = createRandom(1);
    const drawn = Array.from({ length: 1000 }, () => Array.from({ length: 6 }, () => random.nextBelow(21)));
    expect(drawn.filter((genome) => genome.slice(1).every((gene) => gene === 0))).toEqual([]);
  });

  test("chooses alike whatever the order of completion, and otherwise with another seed", async () => {
    const late = async (genomes: readonly Genome[]): Promise<readonly Costs[]> => {
      const costs: Costs[] = [];
      for (const at of [...genomes.keys()].toReversed()) costs[at] = await Promise.resolve(zdt1(genomes[at]!));
      return costs;
    };
    const options = { budget: 100, seed: 3 };
    const one = await searchSpace(cube(4, 21), options, evaluateAll(zdt1));
    expect(await searchSpace(cube(4, 21), options, late)).toEqual(one);
    expect(await searchSpace(cube(4, 21), { ...options, seed: 4 }, evaluateAll(zdt1))).not.toEqual(one);
  });

  test("keeps to its budget and evaluates nothing twice, though genomes stand for one point", async () => {
    const space = cube(3, 6, { keyOf: ([a, b, c]) => (a === 0 ? `0,${b}` : `${a},${b},${c}`) });
    const { individuals, end } = await searchSpace(space, { budget: 150, seed: 1, population: 16 }, evaluateAll(([a, b, c]) => [a! + b!, c!]));
    expect(individuals).toHaveLength(150);
    expect(new Set(individuals.map(({ genome }) => space.keyOf(genome))).size).toBe(150);
    expect(end).toBe("budget");
  });

  test("ends when the space has no more, keeping to its constraints", async () => {
    const space = cube(2, 10, { isAllowed: ([a, b]) => a! + b! < 4 });
    const { individuals, front, end } = await searchSpace(space, { budget: 500, seed: 1 }, evaluateAll(([a, b]) => [a!, -b!]));
    expect(end).toBe("exhausted");
    expect(individuals.map(({ genome }) => String(genome)).toSorted()).toEqual(["0,0", "0,1", "0,2", "0,3", "1,0", "1,1", "1,2", "2,0", "2,1", "3,0"]);
    expect(front.map(({ genome }) => String(genome))).toEqual(["0,3"]);
  });

  test("goes on where evaluations fail", async () => {
    const failing = evaluateAll((genome) => (genome[0]! % 2 === 1 ? null : zdt1(genome)));
    const { individuals, front } = await searchSpace(cube(3, 21), { budget: 120, seed: 1 }, failing);
    expect(individuals).toHaveLength(120);
    expect(front.every(({ genome }) => genome[0]! % 2 === 0)).toBe(true);
    const none = await searchSpace(cube(3, 21), { budget: 40, seed: 1 }, evaluateAll(() => null));
    expect(none).toMatchObject({ front: [], individuals: { length: 40 } });
  });

  test("stops between generations", async () => {
    const stop = new AbortController();
    const options = { budget: 100, seed: 1, population: 10, signal: stop.signal, onGeneration: () => stop.abort() };
    expect(await searchSpace(cube(3, 21), options, evaluateAll(zdt1))).toMatchObject({ end: "stopped", individuals: { length: 10 } });
  });

  test("a generation that is stopped does not count", async () => {
    const stop = new AbortController();
    let generations = 0;
    const evaluate = async (genomes: readonly Genome[]): Promise<readonly Costs[]> => {
      if (++generations === 3) stop.abort();
      return genomes.map(zdt1);
    };
    expect(await searchSpace(cube(3, 21), { budget: 100, seed: 1, population: 10, signal: stop.signal }, evaluate)).toMatchObject({ end: "stopped", individuals: { length: 20 } });
  });

  test("says why each design was chosen", async () => {
    const { individuals } = await searchSpace(cube(4, 21), { budget: 60, seed: 1, population: 10 }, evaluateAll(zdt1));
    for (const { number, choice } of individuals) {
      expect(choice.generation).toBe(Math.floor(number / 10));
      for (const parent of choice.parents) expect(Math.floor(parent / 10)).toBeLessThan(choice.generation);
      expect(choice.parents.length).toBe(choice.operator.startsWith("crossover") ? 2 : choice.operator === "mutation" ? 1 : 0);
    }
    expect(describeChoice(individuals[0]!.choice)).toBe("spread over the space to begin with");
    expect(describeChoice({ generation: 2, operator: "crossover", parents: [3, 17] })).toBe("crossover of #3 and #17 in generation 2");
  });
});
