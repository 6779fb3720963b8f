import { withDefaults } from "@lnsim/contracts";
import { expect, test } from "vitest";
import { cyclesOfBytes, cyclesOfTime } from "./exact-rate.ts";
import { dramRecords } from "./figures.ts";
import { dramParameters } from "./parameters.ts";
import { dramTiming } from "./timing.ts";

const kinds = ["hbm2", "ddr4", "lpddr4"] as const;

test("times are rounded up, but not because of how binary holds a decimal", () => {
  expect([cyclesOfTime(10, 1), cyclesOfTime(10, 1.1), cyclesOfTime(13.75, 1), cyclesOfTime(13.75, 0.8), cyclesOfTime(13.75, 1.05), cyclesOfTime(0, 1)]).toEqual([10, 11, 14, 11, 15, 0]);
});

test("the bus time of a burst is an exact fraction", () => {
  expect(cyclesOfBytes(64, 32, 1)).toEqual({ numerator: 2, denominator: 1 });
  expect(cyclesOfBytes(64, 25.6, 1)).toEqual({ numerator: 5, denominator: 2 });
  expect(cyclesOfBytes(64, 25.6, 1.05)).toEqual({ numerator: 21, denominator: 8 });
  expect(cyclesOfBytes(32, 6.4, 0.7)).toEqual({ numerator: 7, denominator: 2 });
});

test("the kinds have the peak rates of their devices, in GB/s", () => {
  const peaks = kinds.map((kind) => dramRecords[kind].figures.channels * dramRecords[kind].figures.bytesPerNs);
  expect(peaks).toEqual([256, 51.2, 25.6]);
});

test("the defaults are those of the kind, and consistent under any clock", () => {
  for (const kind of kinds) {
    const values = withDefaults(dramParameters(kind));
    expect(values).toMatchObject({ kind, ...dramRecords[kind].figures, page: "closed", refreshSync: "tile", capacity: "checked" });
    expect(values.tRasNs).toBeLessThanOrEqual(values.tRcNs);
    expect(values.tRasNs + values.tRpNs).toBe(values.tRcNs);
    for (const gigahertz of [0.5, 1, 1.05]) expect(dramTiming(values, gigahertz).tRefi).toBe(Math.ceil(values.tRefiNs * gigahertz));
  }
});

test.each([
  ["rowBytes", { rowBytes: 2000 }],
  ["interleaveBytes", { interleaveBytes: 96 }],
  ["interleaveBytes", { banks: 3, interleaveBytes: 4096 }],
  ["tRefiNs", { tRefiNs: 600 }],
])("contradictions name the parameter: %s", (name, given) => {
  const values = withDefaults(dramParameters("hbm2"), given);
  expect(() => dramTiming(values, 1)).toThrow(expect.objectContaining({ code: "invalid-combination", path: `dram.${name}` }));
});
