import fc from "fast-check";
import { expect, test } from "vitest";
import type { Wake } from "./block-kind.ts";
import type { Kernel } from "./kernel.ts";
import { MachineBuilder } from "./machine-builder.ts";
import { probe, probeKind } from "./specimens/probe.ts";

function alone(wake: Wake): Kernel {
  const machine = new MachineBuilder();
  machine.add({ name: "late", kind: probeKind(wake) });
  return machine.build();
}

test("a change as of an earlier cycle counts from there", () => {
  const kernel = alone((kernel, block) => {
    if (kernel.now === 0) return kernel.wakeAt(block, 10);
    kernel.setActivityFrom(block, probe.work, 4);
    kernel.setActivityFrom(block, probe.stall, 9);
  });
  kernel.run({ until: 12 });
  expect(kernel.activities(0).map(({ cycles }) => cycles)).toEqual([4, 5, 3]);
});

test("late changes tile a life as the same changes in time do, and observers see when they hold from", () => {
  const changes = fc.array(fc.record({ gap: fc.integer({ min: 0, max: 9 }), late: fc.integer({ min: 0, max: 400 }), activity: fc.nat({ max: 2 }) }), { maxLength: 20 });
  fc.assert(
    fc.property(changes, (list) => {
      let cycle = 0;
      let said = 0;
      const plan = list.map(({ gap, late, activity }) => {
        cycle += gap;
        said = Math.max(said, cycle + late);
        return { from: cycle, said, activity };
      });
      const seen: number[] = [];
      const kernel = alone((kernel, block) => {
        for (const change of plan) {
          if (change.said === kernel.now) kernel.setActivityFrom(block, change.activity, change.from);
          else if (change.said > kernel.now) kernel.wakeAt(block, change.said);
        }
      });
      kernel.observe({ activity: (_block, _activity, _previous, from) => seen.push(from) });
      const end = said + 10;
      kernel.run({ until: end });
      const spent = [0, 0, 0];
      const all = [{ from: 0, activity: 0 }, ...plan];
      for (const [index, { from, activity }] of all.entries()) spent[activity]! += (all[index + 1]?.from ?? end) - from;
      expect(kernel.activities(0).map(({ cycles }) => cycles)).toEqual(spent);
      expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    }),
    { seed: 33, numRuns: 150 },
  );
});

test.each([
  ["of a cycle to come", 6, "cycle 5, late: activity changed as of cycle 6"],
  ["before the last change", 2, "cycle 5, late: activity changed as of cycle 2"],
  ["of no cycle", NaN, "cycle 5, late: activity changed as of cycle NaN"],
])("a change as %s is refused", (_, from, message) => {
  const kernel = alone((kernel, block) => {
    if (kernel.now === 3) kernel.setActivity(block, probe.work);
    if (kernel.now === 5) kernel.setActivityFrom(block, probe.stall, from);
    kernel.wakeAt(block, kernel.now + 1);
  });
  expect(() => kernel.run({ until: 9 })).toThrow(message);
});

test("a change to what is not declared is refused", () => {
  expect(() => alone((kernel, block) => kernel.setActivityFrom(block, 3, 0)).run()).toThrow("cycle 0, late: activity 3 is not declared");
});
