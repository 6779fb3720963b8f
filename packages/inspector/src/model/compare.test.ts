import { describe, expect, test } from "vitest";
import { runToy } from "../testing/toy-machine.ts";
import { sessionOf, toySession } from "../testing/toy-session.ts";
import { alignedOps } from "./align-ops.ts";
import { changedCategories } from "./changed-categories.ts";
import { comparedOps } from "./compare-ops.ts";
import { firstDifferentTile } from "./first-tile.ts";
import { firstDivergence } from "./first-divergence.ts";
import { studyOf } from "./study.ts";

const a = studyOf(toySession());
const b = studyOf(toySession({ wgradDrainCycles: 2 }));

function op(name: string, pass: string, from = 0, to = 1) {
  return { name, pass, shape: "", from, to };
}

describe("two runs", () => {
  test("ops are paired by name and pass, in order where several have the same", () => {
    const pairs = alignedOps([op("x", "fprop"), op("x", "wgrad"), op("x", "fprop", 5)], [op("x", "fprop", 9), op("y", "fprop"), op("x", "fprop", 10)]);
    expect(pairs.map((pair) => [pair.a?.from, pair.b?.from])).toEqual([[0, 9], [0, undefined], [5, 10], [undefined, 0]]);
  });

  test("differences are those of the ops' cycles, and add up to that of the runs", () => {
    const ops = comparedOps(a, b);
    expect(ops[0]).toMatchObject({ a: { name: "conv2", pass: "wgrad" }, difference: -1145 });
    expect(ops.reduce((sum, { difference }) => sum + difference, 0)).toBe(b.timeline.cycles - a.timeline.cycles);
  });

  test("what a block did more or less of adds up to the difference of the op", () => {
    for (const pair of comparedOps(a, b)) {
      const changed = changedCategories(a, b, "pe0.mac", pair);
      expect(changed.reduce((sum, { cycles }) => sum + cycles, 0)).toBe(pair.difference);
    }
  });

  test("they part in the first cycle in which a block does something else", () => {
    const found = firstDivergence(a, b)!;
    expect([found.a?.name, found.a?.pass]).toEqual(["conv2", "wgrad"]);
    const doing = (study: typeof a, from: number) => study.timeline.layout.blocks.map(({ activities }, block) => activities[study.timeline.intervalAt(block, from).activity].name);
    for (let offset = 0; offset < found.offset!; offset++) expect(doing(a, found.a!.from + offset)).toEqual(doing(b, found.b!.from + offset));
    expect(doing(a, found.a!.from + found.offset!)).not.toEqual(doing(b, found.b!.from + found.offset!));
  });

  test("a run does not part from itself", () => {
    expect(firstDivergence(a, studyOf(toySession()))).toBeNull();
  });

  test("an op that one of them lacks is where they part", () => {
    const { data, ops } = runToy();
    const without = studyOf(sessionOf(data, ops.filter(({ pass }) => pass !== "loss")));
    expect(firstDivergence(a, without)).toMatchObject({ a: { pass: "loss" }, b: null, offset: null });
  });

  test("the first tile that takes a different time", () => {
    const pair = comparedOps(a, b).find((each) => each.a?.pass === "update")!;
    expect(firstDifferentTile(a, b, pair)).toEqual({ number: 2, of: 2, cyclesA: 103, cyclesB: 111 });
    expect(firstDifferentTile(a, b, { a: null, b: pair.b })).toBeNull();
  });
});
