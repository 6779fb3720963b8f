import { canonicalIdentifier, LnsimError, withDefaults, type FixedAccumulateDatapath, type FixedAccumulator, type NumberFormat } from "@lnsim/contracts";
import { describe, expect, test } from "vitest";
import { createDatapathFamily } from "./datapath-family.ts";
import { createLayout, type LnsLayout } from "./layout.ts";
import { literalTerm, type LiteralVariant } from "./literal-term.fixture.ts";
import { lnsParameters, type LnsParameters } from "./parameters.ts";
import { lnsPlugin } from "./plugin.ts";

function formatOf(given: Partial<LnsParameters>): NumberFormat {
  const values = withDefaults(lnsParameters, given);
  return lnsPlugin.create(values, canonicalIdentifier("lns", lnsParameters, values));
}

function layoutOf(given: Partial<LnsParameters>): LnsLayout {
  return createLayout(withDefaults(lnsParameters, given));
}

type Given = { readonly [name: string]: number | string };

function datapath(left: Partial<LnsParameters>, right: Partial<LnsParameters>, given: Given = {}): FixedAccumulateDatapath {
  return formatOf(left).datapath!.create(given, formatOf(right)) as FixedAccumulateDatapath;
}

/** The term of two codes as the contract words it, in units of 2^-fractionBits product units. */
function declaredTerm(path: FixedAccumulateDatapath, a: number, b: number): bigint {
  const index = path.leftClass[a] * path.rightCodeCount + b;
  const cut = Math.trunc((path.leftFactor[a] * path.head[index]) / 2 ** path.cutBits);
  return (BigInt(cut) << BigInt(path.cutBits)) * BigInt(path.tail === null ? 1 : path.tail[index]);
}

const pairs: readonly (readonly [Partial<LnsParameters>, Partial<LnsParameters>])[] = [
  [{}, { gamma: 16 }],
  [{ gamma: 16 }, {}],
  [{}, { bits: 5, gamma: 1 }],
  [{}, { bits: 5, gamma: 2, zero: "reserve-min" }],
  [{ bits: 5, gamma: 1 }, { zero: "separate-flag" }],
  [{ bits: 4, gamma: 0.5 }, {}],
  [{ gamma: 4, zero: "none" }, { bits: 4, gamma: 0.5 }],
  [{ bits: 6, gamma: 0.5 }, { bits: 5, gamma: 0.25 }],
  [{ exponent: "signed" }, { bits: 6, gamma: 2, exponent: "signed", zero: "reserve-min" }],
];

const variants: readonly Given[] = [
  {},
  { guardBits: 0 },
  { guardBits: 3, organisation: "per-lane-lut", lsb: 13 },
  { lut: 1, lsb: 14 },
  { lut: 1, guardBits: 4, organisation: "per-lane-lut", lsb: 20 },
  { lut: 1, guardBits: 2, fractionBits: 6 },
];

describe.each(pairs)("%j by %j", (left, right) => {
  const [l, r] = [layoutOf(left), layoutOf(right)];

  test.each(variants)("every pair of codes is the literal term, %j", (given) => {
    const path = datapath(left, right, given);
    const values = withDefaults(createDatapathFamily(l)!.parameters, given);
    const remainders = Math.max(1, l.gamma, r.gamma);
    const lut = "lut" in given ? Number(given["lut"]) : remainders;
    const { lsb } = path.accumulator as FixedAccumulator;
    const guard = /(\d+) guard bits/.exec(path.description)?.[1] ?? "-1";
    const variant = { ...values, lut, lsb, guardBits: Number(guard) } as unknown as LiteralVariant;
    let wrong = 0;
    for (let a = 0; a < l.codeCount; a++) {
      for (let b = 0; b < r.codeCount; b++) {
        const { term, fractionBits } = literalTerm(l, r, variant, [a, b]);
        if (term << BigInt(path.fractionBits) !== declaredTerm(path, a, b) << BigInt(fractionBits)) wrong++;
      }
    }
    expect(wrong).toBe(0);
  });

  test("unrounded terms are products of the two values", () => {
    const path = datapath(left, right, { accumulation: "wide" });
    const [a, b] = [left, right].map((given) => {
      const format = formatOf(given);
      const values = new Float64Array(format.codeCount);
      format.decode(Uint16Array.from(values, (_, code) => code), 1, values);
      return values;
    });
    let worst = 0;
    for (let i = 0; i < a.length; i++) {
      for (let j = 0; j < b.length; j++) {
        const term = path.leftFactor[i] * path.head[path.leftClass[i] * path.rightCodeCount + j] * path.productUnit;
        const error = Math.abs(term - a[i] * b[j]);
        worst = Math.max(worst, error === 0 ? 0 : error / Math.abs(a[i] * b[j]));
      }
    }
    expect(worst).toBeLessThan(1e-14);
  });
});

test("the accumulator's window lies at the same place below the product of the maxima, for every pair", () => {
  for (const [left, right] of [[{}, {}], ...pairs]) {
    const path = datapath(left, right);
    const octaves = (path.accumulator as FixedAccumulator).lsb + Math.log2(path.productUnit);
    expect(octaves).toBeGreaterThanOrEqual(-16);
    expect(octaves).toBeLessThanOrEqual(-15);
  }
  expect(datapath({}, { gamma: 16 }).accumulator).toMatchObject({ lsb: 8 });
});

test("classes are the remainders of the left format alone, constants those of the finer grid", () => {
  expect(datapath({ bits: 5, gamma: 1 }, {}).classes).toBe(1);
  expect(datapath({}, { bits: 5, gamma: 1 }).classes).toBe(8);
  expect(datapath({}, { gamma: 16 }).description).toContain("16 of 16 constants");
  expect(datapath({ bits: 5, gamma: 1 }, {}, { lut: 8 }).description).toContain("8 of 8 constants");
  expect(datapath({ bits: 5, gamma: 1 }, { bits: 5, gamma: 2 }, { lut: 8 }).description).toContain("2 of 2 constants");
});

test("no pair is priced but the studied one, which may also be named as its own right operand", () => {
  expect(datapath({}, {}).costRecord).toBe("lns8_bin8");
  for (const [left, right] of pairs) expect(datapath(left, right).costRecord).toBeNull();
});

test("a right operand is known by its id alone", () => {
  const wrapped = Object.freeze(Object.fromEntries(Object.entries(formatOf({ gamma: 16 })))) as unknown as NumberFormat;
  const path = formatOf({}).datapath!.create({}, wrapped);
  expect(path).toEqual(datapath({}, { gamma: 16 }));
});

test("other families, and operands of more than 16 stored bits, are refused", () => {
  const other = { ...formatOf({}), id: "float:fractionBits=7" };
  for (const key of Object.getOwnPropertySymbols(other)) delete (other as { [key: symbol]: unknown })[key];
  const refusal = expect.objectContaining({ name: "LnsimError", code: "invalid-combination", path: undefined }) as LnsimError;
  expect(() => formatOf({}).datapath!.create({}, other)).toThrow(refusal);
  expect(() => datapath({}, { bits: 16, gamma: 2048, zero: "separate-flag" })).toThrow(refusal);
  expect(datapath({}, { bits: 16, gamma: 2048 }).head.length).toBe(8 * 65_536);
  expect(datapath({ gamma: 32 }, { bits: 16, gamma: 2048 }).classes).toBe(1);
});
