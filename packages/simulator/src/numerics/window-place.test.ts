import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import { beforeAll, expect, test } from "vitest";
import { createRegistry } from "../plugin/builtin.ts";
import type { Registry } from "../plugin/registry.ts";
import { windowPlace } from "./window-place.ts";

let registry: Registry;
beforeAll(async () => void (registry = await createRegistry()));

function datapath(identifier: string, changes: Record<string, number | string> = {}): FixedAccumulateDatapath {
  const format = registry.format(identifier);
  const family = format.datapath!;
  const defaults = Object.fromEntries(Object.entries(family.parameters).map(([name, parameter]) => [name, parameter.default]));
  return registry.datapath(format, family, { ...defaults, ...changes }) as FixedAccumulateDatapath;
}

test("lns8: the product of two top codes, 127/8 octaves each above the smallest, is in octave 31.75 of the smallest product", () => {
  expect(windowPlace(datapath("lns8"))).toEqual({ lsbOctave: 16 - 31.75, clipOctave: 16 - 31.75 + 23 });
});

test.each(["lns8", "int8", "lns:bits=6,gamma=2"])("%s: the LSB is worth what the accumulator makes of it", (identifier) => {
  const lsb = 12;
  const { accumulator, productUnit, leftFactor, head, tail, fractionBits, leftMax = 1, rightMax = 1 } = datapath(identifier, { lsb });
  const top = Math.max(...leftFactor) * Math.max(...head.map((value, i) => value * (tail?.[i] ?? 1)));
  const largestProduct = (top * 2 ** -fractionBits * productUnit) / (leftMax * rightMax);
  expect(largestProduct).toBeCloseTo(1, 0);
  const place = windowPlace(datapath(identifier, { lsb }))!;
  expect(2 ** place.lsbOctave).toBeCloseTo((2 ** (accumulator as { lsb: number }).lsb * productUnit) / (leftMax * rightMax), 12);
  expect(windowPlace(datapath(identifier, { lsb: lsb + 2 }))!.lsbOctave - place.lsbOctave).toBeCloseTo(2, 12);
});

test("exact sums have no window, nor have float accumulators", () => {
  expect(windowPlace(datapath("lns8", { accumulation: "wide" }))).toBeNull();
  expect(windowPlace(datapath("fp8-e4m3"))).toBeNull();
});
