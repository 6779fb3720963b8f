import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gridPosition, octaveGrid, snapDistance, type GridRounding } from "./octave-grid.ts";

const scratch = new Float64Array(1);
const words = new Int32Array(scratch.buffer);

function position(gamma: number, rounding: GridRounding, value: number): number {
  scratch[0] = value;
  return gridPosition(octaveGrid(gamma, rounding), words[1], words[0]);
}

/** Neighbour of a positive double, `steps` units in the last place away. */
function neighbour(value: number, steps: number): number {
  const one = new Float64Array([value]);
  const bits = new BigInt64Array(one.buffer);
  bits[0] += BigInt(steps);
  return one[0];
}

/** floor(gamma * log2(value) + 1/2) or floor(gamma * log2(value)), from exact powers of integers. */
function exactPosition(gamma: number, value: number, isNearest: boolean): number {
  let exponent = 0;
  let mantissa = value;
  while (mantissa >= 2 ** 53) [mantissa, exponent] = [mantissa / 2, exponent + 1];
  while (mantissa < 2 ** 52) [mantissa, exponent] = [mantissa * 2, exponent - 1];
  if (gamma < 1) return Math.floor((52 + exponent + (isNearest ? 0.5 / gamma : 0)) * gamma);
  const root = BigInt(2 * gamma);
  // value^(2 gamma) = power * 2^(exponent * 2 gamma); find the largest s with 2^s below or at it.
  const power = BigInt(mantissa) ** root;
  const halfSteps = power.toString(2).length - 1 + exponent * Number(root);
  return Math.floor((halfSteps + (isNearest ? 1 : 0)) / 2);
}

describe.each([2 ** -8, 0.25, 0.5, 1, 2, 8, 32, 128])("gamma %d", (gamma) => {
  test("rounds to the nearest grid point, as exact powers say", () => {
    const doubles = fc.double({ min: 2 ** -60, max: 2 ** 40, noNaN: true, minExcluded: true });
    fc.assert(
      fc.property(doubles, (value) => {
        expect(position(gamma, "half-away", value)).toBe(exactPosition(gamma, value, true));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test("changes exactly at its thresholds, in every octave", () => {
    for (const octave of [-30, -3, 0, 2]) {
      for (let j = 0; j < Math.min(gamma, 16); j++) {
        const near = 2 ** octave * Math.pow(2, (j + 0.5) / gamma);
        for (const steps of [-2, -1, 0, 1, 2]) {
          const value = neighbour(near, steps);
          expect(position(gamma, "half-away", value)).toBe(exactPosition(gamma, value, true));
        }
      }
    }
  });

  test("rounding down differs from the exact floor only just below a grid point", () => {
    const doubles = fc.double({ min: 2 ** -60, max: 2 ** 40, noNaN: true, minExcluded: true });
    fc.assert(
      fc.property(doubles, (value) => {
        const down = position(gamma, "floor", value);
        const isSnapped = exactPosition(gamma, value / (1 - 2 * snapDistance), false) > exactPosition(gamma, value, false);
        if (!isSnapped) expect(down).toBe(exactPosition(gamma, value, false));
      }),
      { seed: 2, numRuns: 300 },
    );
    for (const exponent of [-7, 0, 5]) expect(position(gamma, "floor", 2 ** exponent * (1 - snapDistance / 2))).toBe(Math.floor(gamma * exponent));
  });
});

test("of 2,048 points per octave every threshold is met to the last bit", () => {
  const random = fc.sample(fc.integer({ min: 0, max: 2047 }), { seed: 3, numRuns: 6 });
  for (const j of [0, 2047, ...random]) {
    const near = Math.pow(2, (j + 0.5) / 2048);
    for (const steps of [-1, 0, 1]) {
      const value = neighbour(near, steps);
      expect(position(2048, "nearest-even", value)).toBe(exactPosition(2048, value, true));
    }
  }
});

test("4,096 points per octave have positions up to the next octave", () => {
  for (const j of [0, 1, 2048, 4094, 4095]) {
    const near = Math.pow(2, (j + 0.5) / 4096);
    for (const steps of [-1, 0, 1]) {
      const value = neighbour(near, steps);
      expect(position(4096, "nearest-even", value)).toBe(exactPosition(4096, value, true));
    }
  }
  expect([0.5, 1, 2 - 2 ** -52, 2, 2 ** 1023].map((value) => position(4096, "nearest-even", value))).toEqual([-4096, 0, 4096, 4096, 4096 * 1023]);
});

test.each([0.25, 2 ** -6, 2 ** -8])("with %d steps per octave ties go to the even position, or up", (gamma) => {
  const half = 0.5 / gamma;
  const ties = [-3, -1, 1, 3].map((odd) => 2 ** (odd * half));
  expect(ties.map((tie) => position(gamma, "nearest-even", tie))).toEqual([-2, 0, 0, 2]);
  expect(ties.map((tie) => position(gamma, "half-away", tie))).toEqual([-1, 0, 1, 2]);
  expect(ties.map((tie) => position(gamma, "nearest-even", neighbour(tie, 1)))).toEqual([-1, 0, 1, 2]);
  expect(ties.map((tie) => position(gamma, "half-away", neighbour(tie, -1)))).toEqual([-2, -1, 0, 1]);
});

test("with two octaves per step a tie goes to the even position, or to the larger one", () => {
  const ties = [2 ** -3, 2 ** -1, 2, 2 ** 3, 2 ** 5];
  expect(ties.map((tie) => position(0.5, "nearest-even", tie))).toEqual([-2, 0, 0, 2, 2]);
  expect(ties.map((tie) => position(0.5, "half-away", tie))).toEqual([-1, 0, 1, 2, 3]);
  expect(ties.map((tie) => position(0.5, "floor", tie))).toEqual([-2, -1, 0, 1, 2]);
});

test("zero, subnormals and infinity are far away on their side", () => {
  for (const tiny of [0, 5e-324, 2 ** -1030]) expect(position(8, "nearest-even", tiny)).toBeLessThan(-8 * 1022);
  expect(position(8, "nearest-even", Infinity)).toBeGreaterThanOrEqual(8 * 1024);
});
