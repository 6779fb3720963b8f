import { run } from "@lnsim/simulator";
import { expect, test } from "vitest";
import { figureNamed, figures, figuresOf } from "./figures.ts";

test("a result has every figure that is listed, in that order, null where the run found none", async () => {
  const result = (await run({ machine: "systolic", trace: "gemm:8,8,8", numerics: false }))!;
  const found = figuresOf(result);
  expect(Object.keys(found)).toEqual(figures.map(({ name }) => name));
  expect(found).toMatchObject({
    "cycles.perStep": result.cycles!.perStep,
    "macs": 3 * 8 * 8 * 8,
    "traffic.ifmap.readBytes": result.traffic!["ifmap"]!.readBytes,
    "accuracy.test": null,
    "traffic.dram.readBytes": null,
  });
  expect(found["utilisation"]).toBeGreaterThan(0);
  expect(found["utilisation"]).toBeLessThan(1);
});

test("a figure says its unit and which way is better", () => {
  expect(figureNamed("energy.totalPj")).toMatchObject({ unit: "pJ", better: "less" });
  expect(figureNamed("accuracy.test")).toMatchObject({ unit: "1", better: "more" });
  expect(figureNamed("energy")).toBeUndefined();
  expect(new Set(figures.map(({ name }) => name)).size).toBe(figures.length);
});
