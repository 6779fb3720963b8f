import fc from "fast-check";
import { expect, test } from "vitest";
import { assemble, outcome } from "./specimens/assembly.ts";
import { networks } from "./specimens/network.ts";
import { pipeline, pipelines } from "./specimens/pipeline.ts";

test("a run that pauses is the run that does not, burst by burst; one that is cut is not", () => {
  let cuts = 0;
  const property = fc.property(networks, fc.array(fc.nat({ max: 400 }), { minLength: 1, maxLength: 5 }), ({ assembly, end }, stops) => {
    const paused = assemble(assembly, { mode: "burst" });
    const whole = assemble(assembly, { mode: "burst" });
    const cut = assemble(assembly, { mode: "burst" });
    for (const until of stops.sort((a, b) => a - b)) {
      if (until >= end) break;
      paused.run({ until, burstsUntil: Infinity });
      cut.run({ until });
      expect(paused.now).toBe(until);
    }
    for (const kernel of [paused, whole, cut]) kernel.run({ until: end, burstsUntil: Infinity });
    expect(paused.snapshot()).toEqual(whole.snapshot());
    if (cut.events > whole.events) cuts++;
  });
  fc.assert(property, { seed: 9, numRuns: 100 });
  expect(cuts).toBeGreaterThan(5);
});

test("it skips, too, and ends as ever", () => {
  let skipped = 0;
  const property = fc.property(pipelines, fc.integer({ min: 1, max: 2000 }), (spec, until) => {
    const paused = assemble(pipeline(spec));
    paused.run({ until, burstsUntil: Infinity });
    paused.run({ burstsUntil: Infinity });
    const whole = assemble(pipeline(spec));
    whole.run();
    expect(outcome(paused)).toEqual(outcome(whole));
    skipped += paused.fastForwardedCycles;
  });
  fc.assert(property, { seed: 10, numRuns: 60 });
  expect(skipped).toBeGreaterThan(0);
});

test("no burst under way goes beyond the last pending wake: behind it, a cut is no cut", () => {
  const property = fc.property(networks, fc.nat({ max: 300 }), fc.nat({ max: 50 }), ({ assembly, end }, pause, more) => {
    const kernel = assemble(assembly, { mode: "burst" });
    kernel.run({ until: Math.min(pause, end), burstsUntil: Infinity });
    const until = kernel.now + kernel.lastWake() + more;
    if (until > end) return;
    kernel.run({ until });
    const whole = assemble(assembly, { mode: "burst" });
    whole.run({ until });
    expect(kernel.snapshot()).toEqual(whole.snapshot());
  });
  fc.assert(property, { seed: 11, numRuns: 150 });
});

test("a run that pauses has its bursts cut where it is told", () => {
  let differ = 0;
  const property = fc.property(networks, fc.nat({ max: 300 }), fc.nat({ max: 60 }), ({ assembly, end }, pause, more) => {
    const until = Math.min(pause + more, end);
    const paused = assemble(assembly, { mode: "burst" });
    paused.run({ until: Math.min(pause, until), burstsUntil: until });
    paused.run({ until });
    const whole = assemble(assembly, { mode: "burst" });
    whole.run({ until });
    expect(paused.snapshot()).toEqual(whole.snapshot());
    const cut = assemble(assembly, { mode: "burst" });
    cut.run({ until: Math.min(pause, until) });
    cut.run({ until });
    if (cut.events !== whole.events) differ++;
  });
  fc.assert(property, { seed: 12, numRuns: 100 });
  expect(differ).toBeGreaterThan(5);
});
