import { expect, test } from "vitest";
import { buildDirectDatapath, integerFormat } from "../testing/arbitrary-datapath.ts";
import { FixedSide } from "./fixed-side.ts";
import { fixedWidths } from "./fixed-widths.ts";
import { buildLnsDatapath, lns8 } from "../testing/lns-datapath.ts";
import { swappedDatapath } from "./swap-operands.ts";
import { TableCache } from "../table-cache.ts";

const rule = { bits: 24, lsb: 0, rounding: "half-up", overflow: "saturate" } as const;
const int8 = integerFormat(8);

/** The method chosen without compiling anything, and whether the transposed product is cheaper. */
function chosen(datapath: Parameters<typeof swappedDatapath>[0], m: number, n: number, k: number, isRevectorized = true): string {
  const modules = { isRevectorized, device: (): never => { throw new Error("nothing is run"); } };
  const side = (of: typeof datapath): FixedSide => new FixedSide(modules, new TableCache(), of);
  const straight = side(datapath).cheapest({ m, n, k, isScaled: false }, () => true)!;
  const turned = swappedDatapath(datapath);
  const swapped = turned && side(turned).cheapest({ m: n, n: m, k, isScaled: false }, () => true)!;
  return swapped !== undefined && swapped.cost < straight.cost ? `swapped ${swapped.kind}` : straight.kind;
}

test("narrow outputs go through narrow panels, the long side streamed", () => {
  const datapath = buildLnsDatapath(lns8);
  expect(chosen(datapath, 256, 256, 256)).toBe("records 32");
  expect(chosen(datapath, 6, 100_352, 25)).toBe("swapped lookup 8");
  expect(chosen(datapath, 16, 12_800, 150)).toBe("swapped lookup 16");
  expect(chosen(datapath, 25, 6, 100_352)).toBe("lookup 8");
  expect(chosen(datapath, 256, 256, 256, false)).toBe("records 16");
});

test("integers without rounding or overflow skip the accumulator rule, up to the reduction that could overflow", () => {
  const datapath = buildDirectDatapath({ left: int8, right: int8, vectorSize: 32, cutBits: 0, accumulator: rule });
  expect(chosen({ ...datapath, accumulator: { ...rule, lsb: 0 } }, 64, 64, 511)).toContain("pairs through");
  expect(chosen({ ...datapath, accumulator: { ...rule, lsb: 0 } }, 64, 64, 513)).toBe("pairs");
  expect(chosen({ ...datapath, accumulator: { ...rule, lsb: 1 } }, 64, 64, 64)).toBe("pairs");
});

test("widths are proven from the tables", () => {
  const square = (bits: number) => fixedWidths(buildDirectDatapath({ left: integerFormat(bits), right: integerFormat(bits), vectorSize: 32, cutBits: 0, accumulator: rule }));
  // 2^(bits-1) squared, doubled by the fraction bit, times 32 lanes: below 2^31 for up to 13 bits.
  expect([8, 13, 14].map((bits) => square(bits).fitsPairs)).toEqual([true, true, false]);
  expect(fixedWidths(buildLnsDatapath(lns8)).fitsInt32).toBe(false);
  expect(fixedWidths(buildLnsDatapath({ ...lns8, bits: 5, gamma: 2, lut: 2, constantBits: 6 })).fitsInt32).toBe(true);
});

test("only symmetric datapaths of several classes have a transposed product", () => {
  const datapath = buildLnsDatapath({ ...lns8, guardBits: 2 });
  expect(swappedDatapath(datapath)).toBe(datapath);
  const head = datapath.head.slice();
  head[8 * 256 - 1] *= 2;
  expect(swappedDatapath({ ...datapath, head })).toBeUndefined();
  const tail = datapath.tail!.slice();
  tail[3 * 256 + 9]++;
  expect(swappedDatapath({ ...datapath, tail })).toBeUndefined();
});
