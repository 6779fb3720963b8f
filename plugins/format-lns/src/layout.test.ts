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

test.each([
  [8, 6, 8],
  [8, 5, 4],
  [8, 0.3, 0.25],
  [8, 0.4, 0.5],
  [8, 8000, 4096],
  // The nearest power of two would span 4094 octaves.
  [12, 0.3, 4],
])("%i bits, gamma %d: not a power of two, and refused with the nearest one that fits, %d", (bits, gamma, nearest) => {
  const error = refusal(() => createLayout({ bits, gamma, exponent: "unsigned", zero: "none" }));
  expect(error).toMatchObject({ code: "invalid-value", path: "gamma", found: String(gamma), nearest: `gamma=${nearest}` });
  expect(createLayout({ bits, gamma: nearest, exponent: "unsigned", zero: "none" }).gamma).toBe(nearest);
});

test("more octaves than double precision holds are refused, with a gamma that fits", () => {
  const make = (bits: number, gamma: number, exponent: "unsigned" | "signed" = "unsigned") => createLayout({ bits, gamma, exponent, zero: "none" });
  expect(refusal(() => make(12, 1))).toMatchObject({ code: "invalid-combination", path: "gamma", found: "bits=12, gamma=1: 2047 octaves below the unit" });
  expect(refusal(() => make(12, 1)).remedy).toContain("gamma to 4 or");
  expect(make(12, 4).top).toBe(2047);
  expect([make(10, 1).top, make(3, 2 ** -8).top, make(16, 4096).top]).toEqual([511, 3, 32_767]);
  expect(make(10, 0.5, "signed").unit).toBe(256);
  expect(refusal(() => make(11, 0.5, "signed"))).toMatchObject({ path: "gamma" });
});

test.each([3, 0.3, 8192, 2 ** -9, 0, NaN])("gamma %d is no base factor", (gamma) => {
  expect(refusal(() => createLayout({ bits: 3, gamma, exponent: "unsigned", zero: "none" }))).toMatchObject({ code: "invalid-value", path: "gamma" });
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
