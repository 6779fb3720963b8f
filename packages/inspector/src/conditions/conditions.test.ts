import { LnsimError } from "@lnsim/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { studyOf } from "../model/study.ts";
import { toySession } from "../testing/toy-session.ts";
import { comparisons, compares, type Condition, type LaneCondition } from "./condition.ts";
import { nextHit } from "./next-cycle.ts";
import { parseCondition } from "./parse-condition.ts";

type TimelineCondition = Exclude<Condition, LaneCondition>;

const study = studyOf(toySession());
const { timeline } = study;

function errorOf(text: string): LnsimError {
  try {
    parseCondition(text, study);
  } catch (error) {
    if (error instanceof LnsimError) return error;
  }
  throw new Error(`${text} is no mistake`);
}

describe("conditions as they are typed", () => {
  test("activities, causes, classes and counters of a block", () => {
    const mac = study.blockNumbers.get("pe0.mac")!;
    expect(parseCondition("break on pe0.mac drain", study)).toEqual([{ kind: "activity", block: mac, activities: [2] }]);
    expect(parseCondition("break on pe0.mac stalls", study)).toEqual([{ kind: "activity", block: mac, activities: [1, 2] }]);
    expect(parseCondition("break on pe0.mac multiplies", study)).toEqual([{ kind: "activity", block: mac, activities: [0] }]);
    expect(parseCondition("  break pe0.collector saturates", study)).toEqual([{ kind: "counts", block: mac + 1, counters: [0] }]);
    expect(parseCondition("break on pe*.collector saturates", study)).toHaveLength(2);
    expect(parseCondition("break on pe0.mac saturates", study)).toEqual([{ kind: "lanes", block: mac, event: "saturates" }]);
    expect(parseCondition("break on pe0.mac wraps", study)).toEqual([{ kind: "lanes", block: mac, event: "wraps" }]);
  });

  test("a group stands for its blocks", () => {
    const inGroup = study.tree.nodes.get("pe1")!.blocks;
    const named = parseCondition("break on pe1 idles", study).map((condition) => "block" in condition && condition.block);
    expect(named).toEqual(inGroup.filter((block) => study.timeline.layout.blocks[block].activities.some((activity) => activity.class === "idle")));
  });

  test("queues and totals", () => {
    expect(parseCondition("watch gb.bank[1].queue > 4", study)).toEqual([{ kind: "level", link: 2, comparison: ">", value: 4 }]);
    expect(parseCondition("watch pe0.mac.results=full", study)).toEqual([{ kind: "level", link: 5, comparison: "=", value: 4 }]);
    expect(parseCondition("watch pe0.mac.mac >= 1,000", study)).toEqual([{ kind: "total", block: 5, counter: 0, comparison: ">=", value: 1000 }]);
  });

  test.each([
    ["brake on pe0.mac drain", "syntax", 1],
    ["break on pe0.mak drain", "unknown-name", 10],
    ["break on gb.bank[1] saturates", "unknown-name", 21],
    ["break on pe0.mac", "missing-value", 17],
    ["break on", "missing-value", 9],
    ["watch gb.bank[3].queue > 4", "unknown-name", 7],
    ["watch gb.bank[1].quue > 4", "unknown-name", 18],
    ["watch gb.bank[1].in > four", "invalid-value", 23],
    ["watch gb.bank[1].in >", "invalid-value", 22],
    ["watch gb.bank[1].in", "syntax", 20],
    ["watch dram > 4", "syntax", 7],
  ])("%s is refused, with the column", (text, code, column) => {
    const error = errorOf(text);
    expect([error.code, error.path]).toEqual([code, `column ${column}`]);
  });

  test("mistyped names get the nearest", () => {
    expect(errorOf("break on pe0.mak drain").nearest).toBe("pe0.mac");
    expect(errorOf("break on pe0.mac drian").nearest).toBe("drain");
    expect(errorOf("watch gb.bank[1].inn > 4").nearest).toBe("in");
  });
});

/** Whether a condition is so, by the plainest means. */
function isSo(condition: TimelineCondition, cycle: number): boolean {
  switch (condition.kind) {
    case "activity":
      return condition.activities.includes(timeline.intervalAt(condition.block, cycle).activity);
    case "counts":
      return condition.counters.some((counter) => timeline.counted(condition.block, cycle, cycle + 1)[counter] > 0);
    case "level":
      return compares(timeline.level(condition.link, cycle), condition.comparison, condition.value);
    case "total":
      return compares(timeline.counted(condition.block, 0, cycle + 1)[condition.counter], condition.comparison, condition.value);
  }
}

/** Looks at every cycle. Counting is an event: each cycle with a count is one. */
function plainHit(condition: TimelineCondition, from: number): number | null {
  for (let cycle = from + 1; cycle < Math.min(timeline.cycles, from + 600); cycle++) {
    if (isSo(condition, cycle) && (condition.kind === "counts" || !isSo(condition, cycle - 1))) return cycle;
  }
  return null;
}

const arbitraryCondition: fc.Arbitrary<TimelineCondition> = fc.oneof(
  fc.record({ kind: fc.constant("activity" as const), block: fc.nat({ max: 8 }), activities: fc.constantFrom([0], [1], [1, 2], [2]) }),
  fc.record({ kind: fc.constant("counts" as const), block: fc.constantFrom(0, 6, 8), counters: fc.constant([0]) }),
  fc.record({ kind: fc.constant("level" as const), link: fc.nat({ max: 7 }), comparison: fc.constantFrom(...comparisons), value: fc.nat({ max: 8 }) }),
  fc.record({ kind: fc.constant("total" as const), block: fc.constantFrom(1, 5, 6), counter: fc.constant(0), comparison: fc.constantFrom(...comparisons), value: fc.nat({ max: 3000 }) }),
);

test("the next hit is the one that looking at every cycle finds", () => {
  fc.assert(
    fc.property(arbitraryCondition, fc.nat({ max: 7000 }), (condition, from) => {
      const hit = nextHit(study, condition, from);
      const plain = plainHit(condition, from);
      if (plain !== null || hit === null) expect(hit).toBe(plain);
      else expect(hit).toBeGreaterThanOrEqual(from + 600);
    }),
    { seed: 4, numRuns: 120 },
  );
});
