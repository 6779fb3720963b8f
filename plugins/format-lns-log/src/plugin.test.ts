import { canonicalIdentifier, contractVersion, nearestEven, withDefaults, type LogAccumulateDatapath, type NumberFormat } from "@lnsim/contracts";
import { expect, test } from "vitest";
import lnsLogPlugin from "./index.ts";
import type { LnsLogParameters } from "./parameters.ts";

const presets = Object.entries(lnsLogPlugin.presets ?? {});

function create(given: Partial<LnsLogParameters>): NumberFormat {
  const values = withDefaults(lnsLogPlugin.parameters, given);
  return lnsLogPlugin.create(values, canonicalIdentifier("lns-log", lnsLogPlugin.parameters, values));
}

function datapathOf(format: NumberFormat, given: Record<string, unknown> = {}, right?: NumberFormat): LogAccumulateDatapath {
  const family = format.datapath!;
  const datapath = family.create(withDefaults(family.parameters, given as never) as never, right);
  if (datapath.kind !== "log") throw new Error(`a ${datapath.kind} datapath`);
  return datapath;
}

test("is a frozen value of the current contract", () => {
  expect(Object.isFrozen(lnsLogPlugin)).toBe(true);
  expect(lnsLogPlugin).toMatchObject({ contract: contractVersion, kind: "format", name: "lns-log" });
});

test.each(presets)("preset %s has the codes and the adder that it names", (alias, given) => {
  const format = create(given);
  const { bits, fractionBits, addition, fit } = withDefaults(lnsLogPlugin.parameters, given);
  const datapath = datapathOf(format);
  expect(datapath).toMatchObject({ bits, fractionBits, order: "tree-of-16", vectorSize: 32 });
  expect(datapath).toMatchObject(Object.fromEntries(Object.entries(datapathOf(create({ bits, fractionBits }), { addition, fit }))));
  if (alias.startsWith("qaa")) expect(bits).toBe(Number(alias.slice(3, 5)));
  expect(datapath.exponential).toHaveLength(2 * (2 ** (bits - 3) - 1) + 1);
});

test("ranges are those of QAA-LNS", () => {
  for (const [bits, fractionBits, octaves] of [[16, 8, 8191 / 256], [15, 7, 4095 / 128], [14, 6, 2047 / 64], [13, 5, 1023 / 32]]) {
    const { range } = create({ bits, fractionBits });
    expect([Math.log2(range.largest), Math.log2(range.smallest)]).toEqual([octaves, -octaves]);
  }
});

test("one and its neighbours", () => {
  const format = create({ bits: 13, fractionBits: 5 });
  const codes = new Uint16Array(4);
  format.encode(Float64Array.of(1, -1, 2, 0), 1, nearestEven, codes);
  expect([...codes]).toEqual([0, 2048, 32, 4096 + 1025]);
  const values = new Float64Array(4);
  format.decode(codes, 1, values);
  expect([...values]).toEqual([1, -1, 2, 0]);
});

test("the right operand may name other additions, not other codes", () => {
  const left = create({ bits: 13, fractionBits: 5 });
  expect(datapathOf(left, {}, create({ bits: 13, fractionBits: 5, fit: "blind" })).bits).toBe(13);
  const wider = create({ bits: 14, fractionBits: 5 });
  expect(() => datapathOf(left, {}, wider)).toThrow(/same codes/);
  expect(() => datapathOf(left, {}, { ...wider, id: "float" })).toThrow(/same codes/);
});

test("a logarithm without bits before its point is refused", () => {
  expect(() => create({ bits: 10, fractionBits: 8 })).toThrow(/does not fit/);
  expect(() => create({ bits: 18, fractionBits: 2 })).toThrow(/does not fit/);
});

test("cost records where the widths of the study agree", () => {
  const recordOf = (given: Partial<LnsLogParameters>): string | null => datapathOf(create(given)).costRecord;
  expect(recordOf({ bits: 13, fractionBits: 5 })).toBe("lnslog12");
  expect(recordOf({ bits: 17, fractionBits: 10 })).toBe("lnslog16");
  expect(recordOf({})).toBe("lnslog15");
  expect([12, 13, 17, 18].map((bits) => recordOf({ bits, fractionBits: bits - 8 }))).toEqual([null, "lnslog12", "lnslog16", null]);
  expect(recordOf({ bits: 13, fractionBits: 5, addition: "lut" })).toBeNull();
});

test("parameters have defaults within their limits and a sentence each", () => {
  for (const parameter of [...Object.values(lnsLogPlugin.parameters), ...Object.values(create({}).datapath!.parameters)]) {
    expect(parameter.description).toMatch(/\.$/);
    if (parameter.type === "choice") expect(parameter.choices).toContain(parameter.default);
    else if (parameter.type === "integer") expect(parameter.default >= parameter.minimum && parameter.default <= parameter.maximum).toBe(true);
  }
});
