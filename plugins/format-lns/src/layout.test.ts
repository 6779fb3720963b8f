import { LnsimError } from "@lnsim/contracts";
import { describe, expect, test } from "vitest";
import { createLayout, isZero } from "./layout.ts";
import type { ZeroMode } from "./parameters.ts";

function refusal(make: () => unknown): LnsimError {
  try {
    make();
  } catch (error) {
    if (error instanceof LnsimError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

test("a gamma that is not a power of two is refused with the nearest one", () => {
  const error = refusal(() => createLayout({ bits: 8, gamma: 6, exponent: "unsigned", zero: "none" }));
  expect(error).toMatchObject({ code: "invalid-value", path: "gamma", found: "6" });
  expect(error.remedy).toMatch(/gamma=[48]/);
});

test("more octaves than double precision holds are refused", () => {
  expect(refusal(() => createLayout({ bits: 12, gamma: 1, exponent: "unsigned", zero: "none" }))).toMatchObject({ code: "invalid-combination" });
  expect(createLayout({ bits: 10, gamma: 1, exponent: "unsigned", zero: "none" }).top).toBe(511);
});

describe.each<[ZeroMode, number | null, number, number[]]>([
  ["negative-min", 8, 4, [8]],
  ["reserve-min", 0, 4, [0, 8]],
  ["none", null, 4, []],
  ["separate-flag", 16, 5, [16]],
])("zero mode %s of 4 bits", (zero, zeroCode, storedBits, zeros) => {
  const layout = createLayout({ bits: 4, gamma: 1, exponent: "unsigned", zero });

  test("has its zero code and width", () => {
    expect(layout.zeroCode).toBe(zeroCode);
    expect(layout.storedBits).toBe(storedBits);
    expect(layout.codeCount).toBe(zero === "separate-flag" ? 17 : 16);
  });

  test("recognises exactly its zeros", () => {
    const found = Array.from({ length: layout.codeCount }, (_, code) => code).filter((code) => isZero(layout, code));
    expect(found).toEqual(zeros);
  });
});
