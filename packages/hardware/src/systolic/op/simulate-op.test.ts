/** The three modes against each other and against the formulas, on random arrays and layers. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SystolicDescription } from "../layer/description.ts";
import type { SystolicLayer } from "../layer/layer.ts";
import { macsOfLayer } from "../layer/layer.ts";
import { systolicClosedForm } from "./closed-form.ts";
import { simulateSystolicOp } from "./simulate-op.ts";

const size = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 30 }));
const arbitraryLayer: fc.Arbitrary<SystolicLayer> = fc.record({ m: size, n: size, k: size });
const side = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 9 }));
const arbitraryArray: fc.Arbitrary<SystolicDescription> = fc.oneof(
  fc.record({ rows: side, columns: side, dataflow: fc.constantFrom("os" as const, "ws" as const, "is" as const), protocol: fc.constant("plain" as const) }),
  fc.record({ rows: side, columns: side, dataflow: fc.constant("os" as const), protocol: fc.constant("stonne" as const) }),
);

const property = { seed: 20260, numRuns: 300 };

describe("random layers on random arrays", () => {
  test("the three modes agree in everything but how they found out", () => {
    fc.assert(
      fc.property(arbitraryLayer, arbitraryArray, (layer, description) => {
        const [cycle, burst, skip] = (["cycle", "burst", "skip"] as const).map((exact) => ({ ...simulateSystolicOp(layer, description, { exact }), simulation: null }));
        expect(burst).toEqual(cycle);
        expect(skip).toEqual(cycle);
      }),
      property,
    );
  });

  test("cycles come out as the formulas have them, and activities tile them", () => {
    fc.assert(
      fc.property(arbitraryLayer, arbitraryArray, (layer, description) => {
        const timing = simulateSystolicOp(layer, description, { exact: "cycle" });
        expect(timing.cycles).toBe(systolicClosedForm(layer, description));
        expect(timing.fillCycles + timing.multiplyCycles + timing.drainCycles).toBe(timing.cycles);
        expect(timing.activePeCycles).toBe(macsOfLayer(layer));
        expect(timing.issuedSlots).toBeGreaterThanOrEqual(timing.activePeCycles);
      }),
      property,
    );
  });

  test("accesses come out as the loops have them", () => {
    fc.assert(
      fc.property(arbitraryLayer, arbitraryArray, (layer, description) => {
        const { m, n, k } = layer;
        const { rows, columns, dataflow } = description;
        const up = (size: number, width: number): number => Math.ceil(size / width);
        const expected = {
          os: { ifmapReads: up(n, columns) * m * k, filterReads: up(m, rows) * k * n, ofmapWrites: m * n },
          ws: { ifmapReads: up(n, columns) * m * k, filterReads: k * n, ofmapWrites: up(k, rows) * m * n },
          is: { ifmapReads: m * k, filterReads: up(m, columns) * k * n, ofmapWrites: up(k, rows) * m * n },
        }[dataflow];
        const { accesses } = simulateSystolicOp(layer, description, { exact: "cycle" });
        expect(accesses).toEqual({ ...expected, finalWrites: m * n, partialSumReads: expected.ofmapWrites - m * n });
      }),
      property,
    );
  });
});

test("a fold of every shape is simulated once", () => {
  const timing = simulateSystolicOp({ m: 20, n: 9, k: 33 }, { rows: 8, columns: 4, dataflow: "ws", protocol: "plain" });
  expect(timing.folds).toBe(15);
  expect(timing.simulation).toEqual({ events: expect.any(Number), simulatedFolds: 4, skippedFolds: 11 });
});

test("one PE multiplies in the first cycle and is done in the next", () => {
  const one: SystolicDescription = { rows: 1, columns: 1, dataflow: "os", protocol: "plain" };
  expect(simulateSystolicOp({ m: 1, n: 1, k: 1 }, one, { exact: "cycle" })).toMatchObject({ cycles: 1, fillCycles: 0, multiplyCycles: 1, drainCycles: 0 });
});
