import { expect, test } from "vitest";
import { byteSize, displayUnit, plainName } from "./display-unit.ts";

test.each([
  ["pJ", 2.1e12, "J", 2.1],
  ["pJ", 9.9e11, "mJ", 990],
  ["pJ", 12, "pJ", 12],
  ["um^2", 3.2e7, "mm²", 32],
  ["um^2", 7680, "µm²", 7680],
  ["byte", 1e10, "GB", 10],
  ["s", 0.2, "ms", 200],
  ["1", 0.925, "%", 92.5],
  ["cycle", 5e7, "cycle", 5e7],
])("%s up to %d are shown in %s", (unit, largest, shown, value) => {
  const found = displayUnit(unit, largest);
  expect(found.unit).toBe(shown);
  expect(largest * found.factor).toBeCloseTo(value);
});

test("a name loses the unit that it ends in, and nothing else", () => {
  expect(["energy.totalPj", "area.totalUm2", "traffic.dram.readBytes", "time.totalSeconds", "cycles.perStep", "accuracy.bitsPerCharacter"].map(plainName)).toEqual([
    "energy.total",
    "area.total",
    "traffic.dram.read",
    "time.total",
    "cycles.perStep",
    "accuracy.bitsPerCharacter",
  ]);
});

test("sizes have the largest binary prefix that leaves them whole", () => {
  expect([65_536, 1_048_576, 1_572_864, 2 ** 33, 100, 0].map(byteSize)).toEqual(["64 KiB", "1 MiB", "1536 KiB", "8 GiB", "100 B", "0 B"]);
});
