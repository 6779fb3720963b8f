import { expect, test } from "vitest";
import { toySession } from "../testing/toy-session.ts";
import { nextStall, previousStall } from "./find-stall.ts";
import { longestStalls } from "./longest-stalls.ts";
import { studyOf } from "./study.ts";

const study = studyOf(toySession());
const mac = study.blockNumbers.get("pe0.mac")!;

/** All stalls of a block, looked for cycle by cycle. */
function allStalls(block: number, cause: string) {
  const stalls: { block: number; from: number; to: number }[] = [];
  study.timeline.intervals(block, 0, study.timeline.cycles, (activity, from, to) => {
    if (study.timeline.layout.blocks[block].activities[activity].cause === cause) stalls.push({ block, from, to });
  });
  return stalls;
}

test("stalls are found one after the other, forward and back", () => {
  const stalls = allStalls(mac, "drain");
  expect(stalls.length).toBeGreaterThan(100);
  const forward = [];
  for (let found = nextStall(study, [mac], "drain", 0); found !== null; found = nextStall(study, [mac], "drain", found.from)) forward.push(found);
  expect(forward).toEqual(stalls);
  const back = [];
  for (let found = previousStall(study, [mac], "drain", study.timeline.cycles - 1); found !== null; found = previousStall(study, [mac], "drain", found.from)) back.unshift(found);
  expect(back).toEqual(stalls);
});

test("of several blocks the nearest is taken, and within a stall its own beginning", () => {
  const other = study.blockNumbers.get("dram0")!;
  const [first] = allStalls(other, "refresh");
  expect(nextStall(study, [mac, other], "refresh", 0)).toEqual(first);
  expect(previousStall(study, [other], "refresh", first.from + 5)).toEqual(first);
  expect(previousStall(study, [other], "refresh", first.from)).toBeNull();
});

test.each(["drain", "memory"])("the longest %s stalls are those of all stalls", (cause) => {
  const expected = allStalls(mac, cause).toSorted((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from);
  const { stalls, othersUpTo } = longestStalls(study, [mac], { cause, from: 0, to: study.timeline.cycles, count: 20 });
  const lengths = (list: readonly { from: number; to: number }[]) => list.map(({ from, to }) => to - from);
  expect(lengths(stalls)).toEqual(lengths(expected.slice(0, 20)));
  expect(othersUpTo).toBe(0);
});
