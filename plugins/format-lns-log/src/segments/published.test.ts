import { describe, expect, test } from "vitest";
import { adderError } from "../fit/adder-error.ts";
import { blindSegments, publishedSegments } from "./published.ts";
import { quantizeSegments, tabulateOpposite, tabulateSame, type DeltaSegments } from "./segments.ts";

/** The integers of the published code: breakpoints, shifts, intercepts of equal signs, then of opposite signs. */
const publishedIntegers: { readonly [name: string]: readonly string[] } = {
  "16/8": [
    "96 152 193 243 287 336 483 538 586 847 1164 1339 1751 2027 2880 3072",
    "1 1 1 2 2 2 2 2 3 3 4 5 6 7 9 12",
    "257 261 266 217 213 210 208 210 143 140 87 51 30 17 5 0",
    "0 4 16 30 59 110 193 322 487 681 937 1152 1493 2034 2880 3072",
    "10 7 5 4 3 2 1 0 -1 -2 -3 -4 -5 -7 -9 -12",
    "-7680 -2214 -1673 -1410 -1166 -929 -709 -515 -354 -232 -146 -88 -52 -17 -5 0",
  ],
  "15/7": [
    "27 54 78 96 114 138 164 252 288 414 449 527 646 793 1440 1536",
    "1 1 1 1 2 2 2 2 2 3 4 4 5 6 8 12",
    "128 129 131 133 109 107 105 104 106 70 44 43 26 15 5 0",
    "0 2 8 14 29 54 96 160 243 340 468 569 686 795 1440 1536",
    "10 7 5 4 3 2 1 0 -1 -2 -3 -4 -5 -6 -8 -12",
    "-2955 -1094 -836 -704 -583 -464 -354 -257 -177 -116 -73 -44 -26 -15 -5 0",
  ],
  "14/6": [
    "21 33 44 52 60 76 126 143 195 242 254 379 479 680 720 768",
    "1 1 1 2 2 2 2 2 3 4 4 5 7 9 11 12",
    "64 65 66 55 54 53 52 53 35 22 21 13 4 1 0 0",
    "0 2 3 7 14 26 49 76 126 174 224 278 383 485 720 768",
    "10 6 5 4 3 2 1 0 -1 -2 -3 -4 -5 -7 -9 -12",
    "-1310 -483 -414 -353 -291 -232 -177 -128 -89 -58 -36 -22 -13 -4 -1 0",
  ],
  "13/5": [
    "13 13 24 32 32 35 35 63 73 95 157 178 234 309 360 384",
    "1 0 1 2 0 2 0 2 3 3 4 5 7 8 11 12",
    "32 39 33 27 51 26 53 26 18 17 11 6 2 1 0 0",
    "0 2 3 7 13 22 27 39 60 87 109 158 182 309 360 384",
    "10 5 4 3 2 1 0 0 -1 -2 -3 -4 -5 -8 -11 -12",
    "-652 -210 -176 -145 -116 -88 -65 -64 -44 -29 -18 -11 -6 -1 0 0",
  ],
  "blind 16/8": [
    "88 139 181 220 262 315 498 548 606 849 1127 1383 1727 2389 3840 4096",
    "1 1 1 2 2 2 2 2 3 3 4 5 6 8 12 16",
    "256 260 264 219 215 211 208 210 142 139 86 51 29 9 0 0",
    "1 10 32 57 110 194 320 488 685 928 1156 1492 2090 2827 3840 4096",
    "10 6 4 3 2 1 0 -1 -2 -3 -4 -5 -7 -10 -13 -16",
    "-7871 -1956 -1419 -1164 -930 -710 -515 -355 -232 -145 -88 -52 -17 -2 0 0",
  ],
};

const tables = [
  { name: "16/8", fractionBits: 8, real: publishedSegments[8] },
  { name: "15/7", fractionBits: 7, real: publishedSegments[7] },
  { name: "14/6", fractionBits: 6, real: publishedSegments[6] },
  { name: "13/5", fractionBits: 5, real: publishedSegments[5] },
  { name: "blind 16/8", fractionBits: 8, real: blindSegments },
];

function integersOf(real: DeltaSegments, fractionBits: number): string[] {
  return [real.same, real.opposite].flatMap((segments) => {
    const { breakpoints, shifts, intercepts } = quantizeSegments(segments, fractionBits);
    return [breakpoints, shifts, intercepts].map((numbers) => numbers.join(" "));
  });
}

function deltasOf(real: DeltaSegments, fractionBits: number) {
  return {
    deltaSame: tabulateSame(quantizeSegments(real.same, fractionBits)),
    deltaOpposite: tabulateOpposite(quantizeSegments(real.opposite, fractionBits)),
  };
}

test.each(tables)("$name: the real segments become the published integers", ({ name, fractionBits, real }) => {
  expect(integersOf(real, fractionBits)).toEqual(publishedIntegers[name]);
});

/** Printed errors: largest of equal signs in grid steps and octaves, its rms, the same of opposite signs and where. */
const printedErrors: { readonly [name: string]: readonly (readonly [value: number, digits: number])[] } = {
  "16/8": [[2.865, 3], [0.0112, 4], [0.00254, 5], [97.86, 2], [0.382, 3], [0.012, 4], [1, 0]],
  "15/7": [[1.593, 3], [0.0124, 4], [0.00434, 5], [22.3, 1], [0.174, 3], [0.00875, 5], [3, 0]],
  "14/6": [[1.311, 3], [0.0205, 4], [0.00613, 5], [3.7, 2], [0.0578, 4], [0.00851, 5], [1, 0]],
  "13/5": [[1.142, 3], [0.0357, 4], [0.0122, 4], [1.91, 2], [0.0596, 4], [0.0128, 4], [60, 0]],
  "blind 16/8": [[2.859, 3], [0.0112, 4], [0.00238, 5], [4663, 0], [18.2, 1], [0.316, 3], [1, 0]],
};

describe.each(tables)("$name", ({ name, fractionBits, real }) => {
  test("errors of the integer tables", () => {
    const { same, opposite } = adderError(deltasOf(real, fractionBits), fractionBits);
    const steps = 2 ** fractionBits;
    const found = [same.maxOctaves * steps, same.maxOctaves, same.rmsOctaves, opposite.maxOctaves * steps, opposite.maxOctaves, opposite.rmsOctaves];
    for (const [index, value] of found.entries()) expect(value).toBeCloseTo(...printedErrors[name][index]);
  });
});

test("first entries of 13/5 and 16/8", () => {
  const narrow = deltasOf(publishedSegments[5], 5);
  expect(Array.from(narrow.deltaSame.subarray(0, 9))).toEqual([32, 32, 31, 31, 30, 30, 29, 29, 28]);
  expect(Array.from(narrow.deltaOpposite.subarray(1, 9))).toEqual([-178, -146, -128, -113, -105, -97, -89, -84]);
  const wide = deltasOf(publishedSegments[8], 8);
  expect(Array.from(wide.deltaSame.subarray(0, 9))).toEqual([257, 257, 256, 256, 255, 255, 254, 254, 253]);
});
