import { expect, test } from "vitest";
import { LnsimError, type FixedAccumulateDatapath } from "@lnsim/contracts";
import { checkFixedDatapath } from "./check-fixed-datapath.ts";
import { buildLnsDatapath, lns8 } from "../testing/lns-datapath.ts";

const rule = { bits: 24, lsb: 16, rounding: "half-up", overflow: "saturate" } as const;

function changed(change: Partial<FixedAccumulateDatapath>): FixedAccumulateDatapath {
  return { ...buildLnsDatapath(lns8), ...change };
}

/** A copy of an array with one element replaced. */
function replaced<Values extends Float64Array | Uint8Array>(values: Values, at: number, value: number): Values {
  const copy = values.slice() as Values;
  copy[at] = value;
  return copy;
}

test("what we use is within the limits", () => {
  for (const lsb of [11, 16, 20]) {
    for (const lut of [1, 2, 4, 8]) checkFixedDatapath(buildLnsDatapath({ ...lns8, lut, accumulator: { ...rule, lsb } }));
  }
  checkFixedDatapath(changed({ accumulator: "wide", head: changed({}).head.map((value) => value / 3) }));
});

/** One class of four codes. */
function direct(change: Partial<FixedAccumulateDatapath>): FixedAccumulateDatapath {
  const values = Float64Array.of(0, 1, 2, 2 ** 13 + 1);
  const tables = { leftFactor: values, leftClass: new Uint8Array(4), head: values, tail: null };
  return { ...base, classes: 1, leftCodeCount: 4, rightCodeCount: 4, fractionBits: 1, accumulator: { ...rule, lsb: 0 }, ...tables, ...change };
}

const base = changed({});
test.each([
  ["vectorSize", changed({ vectorSize: 0 })],
  ["leftCodeCount", changed({ leftCodeCount: 2 ** 17 })],
  ["rightCodeCount", changed({ rightCodeCount: 2 ** 17 })],
  ["leftClass.length", changed({ leftClass: new Uint8Array(5) })],
  ["leftClass[3]", changed({ leftClass: replaced(base.leftClass, 3, 8) })],
  ["leftFactor[9]", changed({ leftFactor: replaced(base.leftFactor, 9, 3) })],
  ["head.length", changed({ head: new Float64Array(5) })],
  ["head[17]", changed({ head: replaced(base.head, 17, 0.5) })],
  ["head[17]", changed({ head: replaced(base.head, 17, 2 ** 31) })],
  ["tail[4]", changed({ tail: replaced(base.tail!, 4, -1) })],
  ["cutBits", changed({ cutBits: 513 })],
  ["accumulator.lsb + fractionBits - cutBits", changed({ cutBits: 25 })],
  ["productUnit", changed({ accumulator: "binary32", productUnit: 3 })],
  ["head[17]", changed({ accumulator: "binary32", head: replaced(base.head, 17, 2 ** 31) })],
  ["leftFactor[9]", changed({ leftFactor: replaced(base.leftFactor, 9, Infinity) })],
  ["head[3]", direct({ head: Float64Array.of(1, 1, 1, 2 ** 40 + 1) })],
  ["head[1]", direct({ leftFactor: Float64Array.of(1, 2.5, 3, 4) })],
  ["accumulator.lsb + fractionBits", changed({ accumulator: { ...rule, lsb: 33 } })],
  ["accumulator.lsb + fractionBits", changed({ accumulator: { ...rule, lsb: -8 } })],
  ["accumulator.bits", changed({ accumulator: { ...rule, bits: 33 } })],
])("%s is named when it breaks a limit", (field, datapath) => {
  expect(() => checkFixedDatapath(datapath)).toThrow(LnsimError);
  expect(() => checkFixedDatapath(datapath)).toThrow(expect.objectContaining({ code: "unsupported", path: `datapath.${field}` }));
});
