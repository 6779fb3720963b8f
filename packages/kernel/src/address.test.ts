import fc from "fast-check";
import { expect, test } from "vitest";
import { assemble, outcome } from "./specimens/assembly.ts";
import { type WalkSpec, walk } from "./specimens/walker.ts";

const walks: fc.Arbitrary<WalkSpec> = fc.record({
  steps: fc.integer({ min: 1, max: 400 }),
  stride: fc.integer({ min: 1, max: 200 }),
  start: fc.integer({ min: 0, max: 5000 }),
  span: fc.constantFrom(1, 12, 16, 36, 64),
});

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** Steps after which a walk is where it was in the span. */
function stepsOfPeriod({ stride, span }: WalkSpec): number {
  return span / greatestCommonDivisor(span, stride);
}

test("addresses are where they would have been, in slots and in messages, whatever was skipped", () => {
  let skipped = 0;
  fc.assert(
    fc.property(walks, fc.integer({ min: 1, max: 4000 }), (spec, cut) => {
      const [skip, burst] = (["skip", "burst"] as const).map((mode) => assemble(walk(spec), { mode }));
      expect(skip!.run({ until: cut })).toEqual(burst!.run({ until: cut }));
      expect(skip!.state).toEqual(burst!.state);
      expect(skip!.run()).toEqual(burst!.run());
      expect(outcome(skip!)).toEqual(outcome(burst!));
      expect(skip!.state).toEqual(burst!.state);
      if (skip!.fastForwardedCycles > 0) skipped++;
    }),
    { seed: 31, numRuns: 200 },
  );
  expect(skipped).toBeGreaterThan(100);
});

test("a recurrence is a whole number of times around the span", () => {
  fc.assert(
    fc.property(walks, (spec) => {
      const kernel = assemble(walk(spec));
      const periods: number[] = [];
      const boundaries: number[] = [];
      kernel.observe({
        pop: (link, cycle) => link === 1 && boundaries.push(cycle + 1),
        skip: (from, to, times) => periods.push(boundaries.filter((cycle) => cycle > from - (to - from) / times && cycle <= from).length),
      });
      kernel.run();
      for (const period of periods) expect(period % stepsOfPeriod(spec)).toBe(0);
      // One period to meet the state again, one more to see that addresses grow evenly, and one that may be skipped.
      if (spec.steps >= 3 * stepsOfPeriod(spec) + 3) expect(periods.length).toBeGreaterThan(0);
      if (spec.steps < 2 * stepsOfPeriod(spec)) expect(periods.length).toBe(0);
    }),
    { seed: 32, numRuns: 200 },
  );
});

test("addresses that stand where they stood need one period, where blocks promise that they stay there", () => {
  const skips = { one: 0, two: 0 };
  fc.assert(
    fc.property(walks, (spec) => {
      const around = { ...spec, isRound: true, start: spec.start % spec.span };
      const [promised, other, burst] = [
        assemble({ ...walk(around), addressesStand: true }, { selfCheck: true }),
        assemble(walk(around)),
        assemble(walk(around), { mode: "burst" }),
      ];
      for (const kernel of [promised, other, burst]) kernel.run();
      for (const kernel of [promised, other]) expect([outcome(kernel), kernel.state]).toEqual([outcome(burst), burst.state]);
      expect(promised.fastForwardedCycles).toBeGreaterThanOrEqual(other.fastForwardedCycles);
      if (spec.steps >= 2 * stepsOfPeriod(spec) + 3) expect(promised.fastForwardedCycles).toBeGreaterThan(0);
      if (promised.fastForwardedCycles > 0) skips.one++;
      if (other.fastForwardedCycles > 0) skips.two++;
    }),
    { seed: 33, numRuns: 200 },
  );
  expect(skips.one).toBeGreaterThan(skips.two);
});

test("addresses that go on need a second period, whatever is promised", () => {
  const spec: WalkSpec = { steps: 100, stride: 4, start: 0, span: 16 };
  const [promised, other] = [assemble({ ...walk(spec), addressesStand: true }), assemble(walk(spec))];
  for (const kernel of [promised, other]) kernel.run();
  expect(promised.fastForwardedCycles).toBe(other.fastForwardedCycles);
});
