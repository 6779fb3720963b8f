import { describe, expect, it } from "vitest";
import type { AreaReport, EnergyReport } from "./energy-report.ts";
import type { EnergyTable } from "./energy-table.ts";
import { loadTable } from "./load-table.ts";
import { priceActions } from "./price-actions.ts";
import type { ActionCount, PricingContext } from "./pricing-context.ts";

const shipped = loadTable("nangate45");
/** The shipped figures with three actions of its own, so that the sums below are closed. */
const table: EnergyTable = {
  ...shipped,
  actions: [
    { block: "vectorMac", action: "dot", unit: "dot product", price: { rule: "dot" } },
    { block: "vectorMac", action: "idleLane", unit: "lane-cycle", price: { rule: "idle-lane" } },
    { block: "vectorMac", action: "split", unit: "term", price: { rule: "included", in: "vectorMac.dot" }, reasoning: "priced whole" },
    { block: "buffer", action: "read", unit: "access", price: { rule: "memory", access: "read" } },
    { block: "buffer", action: "write", unit: "access", price: { rule: "memory", access: "write" } },
    { block: "unit", action: "update", unit: "element", price: { rule: "update-rule" } },
    {
      block: "unit",
      action: "scale",
      unit: "element",
      price: { rule: "operations", operations: { "fp32-multiply": 1, "fp32-add": 2 } },
      reasoning: "a scale and two sums",
    },
    {
      block: "registers",
      action: "write",
      unit: "word",
      price: { rule: "per-byte", energyPj: { low: 1, high: 2 }, kind: "assumed", source: "judgement" },
      reasoning: "for the test",
    },
    { block: "memory", action: "read", unit: "byte", price: { rule: "unpriced" }, reasoning: "no technology" },
    { block: "offChip", action: "readBurst", unit: "byte", price: { rule: "dram", access: "burst" } },
  ],
};
const context: PricingContext = {
  datapath: { kind: "fixed", description: "remainder-bins LUT 8", costRecord: "lns8_bin8", vectorSize: 32, windowBits: 40, accumulatorBits: 24 },
  multiplier: { block: "vectorMac", lanes: 32, units: 1 },
  memories: { buffer: { sizeBytes: 8_192, accessBytes: 32, count: 1 } },
  wordBytes: { registers: 32 },
  dram: null,
  updateActions: { multiply: 2, add: 1 },
  cycles: 1_000,
};

function priced(counts: readonly ActionCount[], changes: Partial<PricingContext> = {}): { energy: EnergyReport; area: AreaReport } {
  const pricing = priceActions(table, counts, { ...context, ...changes });
  if (pricing.energy === null) throw new Error(pricing.reason);
  return pricing;
}

describe("priceActions", () => {
  it("prices a dot product by the forward record in fprop and loss, by the gradient record elsewhere", () => {
    const dot = (pass: ActionCount["pass"]) => priced([{ block: "vectorMac", action: "dot", pass, count: 10 }]).energy.dynamicPj;
    expect(dot("fprop").low).toBeCloseTo(10 * 32 * 0.7382, 9);
    expect(dot("fprop").high).toBeCloseTo(10 * 32 * 1.3746, 9);
    expect(dot("loss")).toEqual(dot("fprop"));
    expect(dot("dgrad").low).toBeCloseTo(10 * 32 * 0.7335, 9);
    expect(dot("wgrad").high).toBeCloseTo(10 * 32 * 1.4978, 9);
  });

  it("adds counts of the same action and pays once", () => {
    const { energy } = priced([
      { block: "buffer", action: "read", pass: "fprop", count: 3 },
      { block: "buffer", action: "read", pass: "fprop", count: 4 },
      { block: "buffer", action: "read", pass: "wgrad", count: 5 },
      { block: "buffer", action: "write", pass: "wgrad", count: 2 },
    ]);
    expect(energy.dynamicPj.low).toBeCloseTo(12 * 10.7091 + 2 * 24.32, 9);
    expect(energy.byPass.fprop!.low).toBeCloseTo(7 * 10.7091, 9);
    expect(energy.provenance).toMatchObject([
      { block: "buffer", action: "read", passes: ["fprop", "wgrad"], count: 12, kind: "cacti", sources: [expect.stringMatching(/^CACTI 7/)] },
      { block: "buffer", action: "write", passes: ["wgrad"], count: 2 },
    ]);
  });

  it("prices an update by what the optimizer declares per element", () => {
    const { energy } = priced([{ block: "unit", action: "update", pass: "update", count: 100 }]);
    const scale = (1.1 / 0.9) ** 2;
    expect(energy.dynamicPj.low).toBeCloseTo(100 * (2 * 3.7 + 0.9) * scale, 2);
    expect(energy.provenance).toMatchObject([
      { action: "multiply", count: 200, kind: "assumed" },
      { action: "add", count: 100, kind: "assumed" },
    ]);
  });

  it("lists what an optimizer declares and the table does not know, with its count", () => {
    const { energy } = priced([{ block: "unit", action: "update", pass: "update", count: 100 }], { updateActions: { lookup: 3 } });
    expect(energy.unpriced).toMatchObject([{ block: "unit", action: "lookup", count: 300 }]);
    expect(energy.byBlock.map((entry) => entry.block)).not.toContain("unit");
  });

  it("prices compositions, and words by their bytes", () => {
    const { energy } = priced([
      { block: "unit", action: "scale", pass: "fprop", count: 1 },
      { block: "registers", action: "write", pass: "fprop", count: 10 },
    ]);
    expect(energy.dynamicPj.low).toBeCloseTo((3.7 + 2 * 0.9) * (1.1 / 0.9) ** 2 + 10 * 32, 4);
    expect(energy.dynamicPj.high - energy.dynamicPj.low).toBeCloseTo(10 * 32, 9);
  });

  it("prices an idle lane as a share of a glitch-free dot product", () => {
    const { energy } = priced([{ block: "vectorMac", action: "idleLane", pass: "fprop", count: 1_000 }]);
    expect(energy.dynamicPj.low).toBeCloseTo(1_000 * 0.005 * 32 * 0.7382, 9);
    expect(energy.dynamicPj.high).toBeCloseTo(1_000 * 0.25 * 32 * 0.7382, 9);
    expect(energy.provenance[0]!.kind).toBe("assumed");
    expect(energy.provenance[0]!.sources).toEqual([shipped.sources["mac-study"], shipped.sources["judgement"]]);
  });

  it("lists what has no price of its own, and never as zero", () => {
    const { energy } = priced([
      { block: "vectorMac", action: "split", pass: "fprop", count: 320 },
      { block: "memory", action: "read", pass: "update", count: 7 },
      { block: "surprise", action: "happen", pass: "wgrad", count: 1 },
      { block: "surprise", action: "happen", pass: "wgrad", count: 1 },
      { block: "memory", action: "write", pass: "wgrad", count: 0 },
    ]);
    expect(energy.unpriced.map(({ block, action, count, includedIn }) => [block, action, count, includedIn])).toEqual([
      ["vectorMac", "split", 320, "vectorMac.dot"],
      ["memory", "read", 7, undefined],
      ["surprise", "happen", 2, undefined],
    ]);
    expect(energy.dynamicPj).toEqual({ low: 0, high: 0 });
    expect(energy.unpriced.every((entry) => entry.reason.length > 0)).toBe(true);
  });

  it("lists a memory that the grid does not reach", () => {
    const memories = { buffer: { sizeBytes: 64, accessBytes: 32, count: 1 } };
    const { energy, area } = priced([{ block: "buffer", action: "read", pass: "fprop", count: 3 }], { memories });
    expect(energy.unpriced).toMatchObject([{ block: "buffer", action: "read", count: 3, reason: expect.stringContaining("extrapolated") }]);
    expect(area.unsized).toContain("buffer");
  });

  it("integrates leakage over the slowest record's own period", () => {
    const { energy } = priced([]);
    const leakageMw = 1_024 * 19_862e-6 + 7.59084;
    expect(energy.clock.periodNs).toBe(4.1154);
    expect(energy.staticPj).toBeCloseTo(leakageMw * 4.1154 * 1_000, 4);
    expect(energy.totalPj.low).toBe(energy.staticPj);
  });

  it("sums the area of what has a record and names the rest", () => {
    const { area } = priced([]);
    expect(area.byBlock).toEqual([{ block: "vectorMac", areaUm2: 1_024 * 1_048.15 }, { block: "buffer", areaUm2: 35_072.5 }]);
    expect(area.totalUm2).toBeCloseTo(1_024 * 1_048.15 + 35_072.5, 6);
    expect(area.unsized).toEqual(["registers"]);
  });

  it("names blocks without a record that the machine has, and no DRAM", () => {
    const { area } = priced([
      { block: "memory", action: "read", pass: "fprop", count: 1 },
      { block: "offChip", action: "readBurst", pass: "fprop", count: 1 },
    ]);
    expect(area.unsized).toEqual(["registers", "memory"]);
  });

  it("has area and leakage of every unit and every bank", () => {
    const [one, four] = [1, 4].map((count) =>
      priced([], {
        multiplier: { block: "vectorMac", lanes: 32, units: count },
        memories: { buffer: { sizeBytes: 8_192, accessBytes: 32, count } },
      }),
    );
    expect(four!.area.totalUm2).toBeCloseTo(4 * one!.area.totalUm2, 6);
    expect(four!.energy.staticPj).toBeCloseTo(4 * one!.energy.staticPj, 4);
    expect(four!.energy.clock).toEqual(one!.energy.clock);
  });

  it("prices DRAM by its kind, with neither node nor supply", () => {
    const counts: ActionCount[] = [{ block: "offChip", action: "readBurst", pass: "wgrad", count: 1_000 }];
    const { energy } = priced(counts, { dram: { kind: "hbm2", burstBytes: 1, rowBytes: 1_024, channelBytes: null } });
    expect(energy.dynamicPj).toEqual({ low: 1_000 * 8 * 2.71, high: 1_000 * 8 * 3.48 });
    expect(energy.provenance).toMatchObject([{ nodeNm: null, vdd: null, kind: "published", sources: [expect.stringContaining("MICRO 2017")] }]);
    expect(priced(counts).energy.unpriced).toMatchObject([{ block: "offChip", count: 1_000, reason: expect.stringContaining("no kind of DRAM") }]);
  });

  it("says how wide a window was priced and how wide one was simulated", () => {
    expect(priced([]).energy.windows).toMatchObject({ record: "lns8_bin8", terms: 32, pricedBits: 16, simulatedBits: 40, note: expect.stringContaining("16 bits") });
    const same = { ...context.datapath, windowBits: 16 };
    expect(priced([], { datapath: same }).energy.windows).not.toHaveProperty("note");
  });

  it("says how wide an accumulator was priced, and what floating-point hardware does otherwise", () => {
    const wider = { ...context.datapath, windowBits: 16, accumulatorBits: 32 };
    expect(priced([], { datapath: wider }).energy.windows.note).toBe("the priced accumulator has 24 bits, the simulated one 32");
    const float = { kind: "float", description: "each rounded", costRecord: "fp8a32", vectorSize: 32, accumulatorBits: 32 } as const;
    expect(priced([], { datapath: float }).energy.windows.note).toMatch(/^priced: E4M3.*aligned.*; simulated: each rounded$/);
  });

  it.each([
    ["no cost record", { costRecord: null }, /names no cost record/],
    ["an unknown record", { costRecord: "lns8_lut3" }, /no record "lns8_lut3".*lns8_lut8/],
  ])("gives no energy for a datapath with %s, and says why", (_, change, reason) => {
    const pricing = priceActions(table, [], { ...context, datapath: { ...context.datapath, ...change } });
    expect(pricing).toEqual({ energy: null, area: null, reason: expect.stringMatching(reason) });
  });

  it("gives a report that JSON carries whole", () => {
    const { energy } = priced([
      { block: "vectorMac", action: "dot", pass: "fprop", count: 10 },
      { block: "memory", action: "read", pass: "update", count: 7 },
    ]);
    expect(JSON.parse(JSON.stringify(energy))).toEqual(energy);
  });

  it("does not depend on the order of the counts", () => {
    const counts: ActionCount[] = [
      { block: "vectorMac", action: "dot", pass: "wgrad", count: 11 },
      { block: "buffer", action: "read", pass: "fprop", count: 13 },
      { block: "vectorMac", action: "dot", pass: "fprop", count: 17 },
      { block: "unit", action: "scale", pass: "loss", count: 19 },
    ];
    expect(priced(counts.toReversed())).toEqual(priced(counts));
  });
});
