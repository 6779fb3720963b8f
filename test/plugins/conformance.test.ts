import { checkFormat, checkOptimizer, type FormatOptions } from "@lnsim/conformance";
import { withDefaults, type MacDatapath, type NumberFormat, type Plugin } from "@lnsim/contracts";
import { createRegistry } from "@lnsim/simulator";
import { describe, expect, test } from "vitest";

const registry = await createRegistry();
const make = (id: string): NumberFormat => registry.format(id);

/** Every shipped family and preset, without those that name the same thing. */
function shipped(kind: Plugin["kind"]): string[] {
  const names = registry.registered
    .filter(({ plugin }) => plugin.kind === kind)
    .flatMap(({ plugin }) => [...Object.keys(plugin.presets ?? {}), plugin.name]);
  const ids = names.map((name) => registry.resolve(kind, name).id);
  return names.filter((_, i) => ids.indexOf(ids[i]) === i);
}

const variants = [
  "lns:zero=none",
  "lns:zero=reserve-min",
  "lns:zero=separate-flag",
  "lns:bits=16,gamma=2048,zero=separate-flag",
  "lns:bits=3,gamma=0.5",
  "lns:bits=13,gamma=256",
  "lns:bits=15,gamma=1024,zero=reserve-min",
  "lns:bits=16,gamma=64,zero=none",
  "float:exponentBits=2,fractionBits=0",
  "float:exponentBits=5,fractionBits=2",
  "float:exponentBits=4,fractionBits=3,overflow=saturate",
];

describe("shipped formats keep every law", () => {
  test.each([...new Set([...shipped("format"), ...variants])])("%s", (name) => {
    const started = performance.now();
    expect(checkFormat(make(name), { make })).toEqual([]);
    expect(performance.now() - started).toBeLessThan(6000);
  });
});

const optimizerVariants = [
  "sgd:momentum=0",
  "sgd:momentum=0,weightDecay=0.01",
  "sgd:nesterov=true",
  "sgd:weightDecay=0.0001,decay=outside-momentum",
  "sgd:nesterov=true,weightDecay=0.0001,decay=outside-momentum",
  "adam:weightDecay=0.1",
  "madam-official:weightDecay=0.01",
  "sign-mul:momentum=0.9",
];

describe("shipped optimizers keep every law", () => {
  test.each([...shipped("optimizer"), ...optimizerVariants])("%s", (name) => {
    expect(checkOptimizer(registry.optimizer(name), { make: (id) => registry.optimizer(id) })).toEqual([]);
  });
});

describe("datapaths of two formats keep the laws of datapaths", () => {
  test.each([
    ["lns8", "lns:bits=6,gamma=2"],
    ["lns:bits=6,gamma=2", "lns8"],
    ["lns8", "lns5"],
    ["lns16", "lns8"],
    ["lns8", "lns16"],
    ["fp8-e4m3", "fp8-e5m2"],
    ["fp8-e5m2", "fp8-e4m3"],
    ["int8", "int4"],
    ["mxfp8", "mxfp8-e5m2"],
    ["mxfp4", "mxfp8"],
    ["vs-int8", "vs-int4"],
  ])("%s times %s", (left, right) => {
    expect(checkFormat(make(left), { right: make(right) })).toEqual([]);
  });
});

/** Datapaths of a format for some values of their parameters. */
function datapathsOf(name: string, given: readonly { readonly [parameter: string]: number | string }[]): readonly MacDatapath[] {
  const { parameters, create } = make(name).datapath!;
  return given.map((values) => create({ ...withDefaults(parameters), ...values }));
}

describe("datapaths of lns8 other than the default keep the laws of datapaths", () => {
  test.each<readonly [string, Omit<FormatOptions, "datapaths">, { readonly [parameter: string]: number | string }]>([
    ["exact conversion, constants of 8 bits", { conversionError: 0.0015 }, {}],
    ["exact conversion, constants of 12 bits", { conversionError: 7e-5 }, { fractionBits: 12 }],
    ["wide, unrounded", { conversionError: 1e-12 }, { accumulation: "wide" }],
    ["LUT 4", { conversionError: 0.034 }, { lut: 4 }],
    ["LUT 2", { conversionError: 0.0615 }, { lut: 2 }],
    ["LUT 1", { conversionError: 0.0607 }, { lut: 1 }],
    ["remainder bins, no guard bits, floor", {}, { guardBits: 0, rounding: "floor", overflow: "wrap" }],
    ["per-lane LUT, no guard bits", {}, { organisation: "per-lane-lut", guardBits: 0 }],
    ["converted operands, 8 bits each", { conversionError: 0.003 }, { organisation: "converted-operands" }],
    ["converted operands, LUT 2, cut", {}, { organisation: "converted-operands", lut: 2, guardBits: 3 }],
    ["converted operands, the yardstick", { conversionError: 1e-7 }, { organisation: "converted-operands", accumulation: "wide" }],
    ["per-lane LUT 1, 4 guard bits", {}, { organisation: "per-lane-lut", lut: 1, guardBits: 4 }],
  ])("%s", (_name, options, values) => {
    expect(checkFormat(make("lns8"), { ...options, datapaths: datapathsOf("lns8", [values]) })).toEqual([]);
  });

  test("the gate-level designs' low bits keep what they declare, but not the order of products", () => {
    const findings = checkFormat(make("lns8"), { datapaths: datapathsOf("lns8", [{ lut: 4, mitchell: "lut-step" }]) });
    expect([...new Set(findings.map(({ law }) => law))]).toEqual(["datapath-order"]);
  });

  test("a conversion error below the declared one is found", () => {
    const findings = checkFormat(make("lns8"), { conversionError: 0.06, datapaths: datapathsOf("lns8", [{ lut: 1 }]) });
    expect(findings.map(({ law }) => law)).toContain("datapath-products");
  });
});
