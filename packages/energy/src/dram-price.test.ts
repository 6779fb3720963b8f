import { describe, expect, it } from "vitest";
import { dramPrice, type DramPrice } from "./dram-price.ts";
import type { DramAccess } from "./energy-table.ts";
import { loadTable } from "./load-table.ts";
import type { MachineDram } from "./pricing-context.ts";

const table = loadTable("nangate45");
const hbm2: MachineDram = { kind: "hbm2", burstBytes: 1, rowBytes: 1024, channelBytes: 2 ** 30 };

function price(access: DramAccess, dram: MachineDram = hbm2): DramPrice {
  const found = dramPrice(table, access, dram);
  if (!("record" in found)) throw new Error(found.reason);
  return found;
}

describe("dramPrice", () => {
  it("prices HBM2 as published: 909 pJ a row of 1 KB, 2.71 to 3.48 pJ a bit", () => {
    expect(price("activate").pricePj.high).toBeCloseTo(909, 0);
    expect(price("burst").pricePj).toEqual({ low: 8 * 2.71, high: 8 * 3.48 });
    expect(price("burst", { ...hbm2, burstBytes: 64 }).pricePj.high).toBeCloseTo(512 * 3.48, 9);
  });

  it("counts row activation once: at the source's locality bits and rows together are the published 3.92 pJ a bit", () => {
    const bitsPerActivation = 909 / 1.21;
    expect(price("burst").pricePj.low / 8 + price("activate").pricePj.low / bitsPerActivation).toBeCloseTo(3.92, 2);
  });

  it("lets a row cost by its bytes, and a refresh by 1/8192 of a channel's", () => {
    expect(price("activate", { ...hbm2, rowBytes: 2048 }).pricePj.low).toBeCloseTo(2 * price("activate").pricePj.low, 9);
    expect(price("refresh").pricePj.low).toBeCloseTo((2 ** 30 / 8192) * 0.8877, 6);
  });

  it("keeps published totals for LPDDR4, and orders the kinds", () => {
    expect(price("burst", { ...hbm2, kind: "lpddr4" }).pricePj.low / 8 + 1.21).toBeCloseTo(8, 9);
    const [first, second, third] = ["hbm2", "lpddr4", "ddr4"].map((kind) => price("burst", { ...hbm2, kind }).pricePj.high);
    expect(first! < second! && second! < third!).toBe(true);
  });

  it("says why there is no price", () => {
    expect(dramPrice(table, "burst", null)).toEqual({ reason: expect.stringContaining("no kind of DRAM") });
    expect(dramPrice(table, "burst", { ...hbm2, kind: "hbm9" })).toEqual({ reason: expect.stringMatching(/"hbm9".*hbm2, lpddr4, ddr4/) });
    expect(dramPrice(table, "refresh", { ...hbm2, channelBytes: null })).toEqual({ reason: expect.stringContaining("unbounded") });
  });
});
