import { LnsimError, type Codes, type Reals } from "@lnsim/contracts";
import { describe, expect, test } from "vitest";
import { Registry } from "./registry.ts";

/** A signed integer format of `bits` bits: code = value / max * top, two's complement. */
function integerPlugin(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    contract: 1,
    kind: "format",
    name: "int",
    description: "Integers.",
    parameters: {
      bits: { type: "integer", default: 8, minimum: 2, maximum: 16, unit: "bit", description: "Width." },
    },
    presets: { int4: { bits: 4 } },
    create: ({ bits }: { bits: number }, id: string) => integerFormat(bits, id),
    ...changes,
  };
}

function integerFormat(bits: number, id: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  const count = 2 ** bits;
  const top = count / 2 - 1;
  return {
    id,
    bits,
    codeCount: count,
    scaled: true,
    granularities: ["tensor"],
    range: { smallest: 1 / top, largest: 1 },
    zeroCode: 0,
    encode(values: Reals, max: number, _rounding: unknown, out: Codes) {
      for (let i = 0; i < values.length; i++) {
        const q = Math.max(-top, Math.min(top, Math.round(((values[i] || 0) / max) * top)));
        out[i] = q < 0 ? q + count : q;
      }
    },
    decode(codes: Codes, max: number, out: Reals) {
      for (let i = 0; i < codes.length; i++) out[i] = ((codes[i]! > top ? codes[i]! - count : codes[i]!) / top) * max;
    },
    ...changes,
  };
}

function refusal(value: unknown): LnsimError {
  try {
    new Registry().register(value, "mine.ts");
  } catch (error) {
    expect(error).toBeInstanceOf(LnsimError);
    return error as LnsimError;
  }
  throw new Error("the plugin was accepted");
}

test("a plugin whose default datapath is wrong is refused when it is loaded", () => {
  const datapath = { parameters: {}, create: () => ({ kind: "fixed", description: "", vectorSize: 0 }) };
  const error = refusal(integerPlugin({ create: ({ bits }: { bits: number }, id: string) => integerFormat(bits, id, { datapath }) }));
  expect(error).toMatchObject({ code: "plugin-invalid", path: "create().datapath.create().vectorSize in mine.ts", found: "0" });
});

describe("a good plugin", () => {
  test("is found by name, parameters and preset, under one canonical id", () => {
    const registry = new Registry();
    registry.register(integerPlugin(), "mine.ts");
    expect(registry.format("int:bits=4")).toBe(registry.format("int4"));
    expect(registry.format("int4").id).toBe("int:bits=4");
    expect(registry.format("int:bits=8").id).toBe("int");
  });

  test("is frozen all the way down", () => {
    const registry = new Registry();
    const plugin = registry.register(integerPlugin(), "mine.ts");
    expect(() => ((plugin.parameters.bits as { default: number }).default = 3)).toThrow(TypeError);
    expect(Object.isFrozen(registry.format("int"))).toBe(true);
  });

  test("that fails later is named", () => {
    const registry = new Registry();
    const create = ({ bits }: { bits: number }, id: string) => {
      const made = integerFormat(bits, id);
      const encode = made.encode as (values: Reals, ...rest: unknown[]) => void;
      return Object.assign(made, {
        encode(values: Reals, ...rest: unknown[]) {
          if (values.length === 3) throw new Error("not three");
          encode(values, ...rest);
        },
      });
    };
    registry.register(integerPlugin({ create }), "mine.ts");
    const call = () => registry.format("int").encode(new Float64Array(3), 1, { mode: "nearest-even" }, new Uint8Array(3));
    expect(call).toThrow(expect.objectContaining({ code: "plugin-failed", path: "mine.ts", found: "not three" }));
  });

  test("whose behaviour stays unchecked is taken as it was made; its fields are checked all the same", () => {
    const registry = new Registry({ behaviour: "unchecked" });
    const broken = { decode: (_codes: Codes, _max: number, out: Reals) => void out.fill(Number.NaN) };
    const create = ({ bits }: { bits: number }, id: string) => integerFormat(bits, id, broken);
    expect(refusal(integerPlugin({ create }))).toMatchObject({ code: "plugin-invalid" });
    registry.register(integerPlugin({ create }), "mine.ts");
    expect(registry.format("int").decode).toBe(broken.decode);
    const fieldless = ({ bits }: { bits: number }, id: string) => integerFormat(bits, id, { scaled: undefined });
    expect(() => registry.register(integerPlugin({ name: "other", presets: {}, create: fieldless }), "other.ts")).toThrow(/create\(\)\.scaled/);
  });

  test("cannot take a name that is taken", () => {
    const registry = new Registry();
    registry.register(integerPlugin(), "mine.ts");
    const clash = integerPlugin({ name: "other" });
    expect(() => registry.register(clash, "other.ts")).toThrow(/"int4" is taken/);
  });
});

describe("a bad plugin is refused with field, found and expected", () => {
  test.each<[string, unknown, Partial<LnsimError>]>([
    ["no object", 3, { found: "3" }],
    ["another contract", integerPlugin({ contract: 2 }), { path: "contract in mine.ts", found: "2", expected: "1" }],
    ["a slip in a field", { ...integerPlugin(), creat: 1 }, { found: "creat", nearest: "create" }],
    ["an unknown kind", integerPlugin({ kind: "formatt" }), { path: "kind in mine.ts", expected: "format or optimizer" }],
    ["a name in upper case", integerPlugin({ name: "Int" }), { path: "name in mine.ts", found: '"Int"' }],
    ["no create", integerPlugin({ create: undefined }), { path: "create in mine.ts", found: "nothing" }],
    [
      "a default out of range",
      integerPlugin({ parameters: { bits: { type: "integer", default: 1, minimum: 2, maximum: 4, unit: "bit", description: "W." } } }),
      { path: "parameters.bits.default in mine.ts", found: "1", expected: "a whole number within the range" },
    ],
    [
      "a range in the wrong order",
      integerPlugin({ parameters: { bits: { type: "integer", default: 3, minimum: 4, maximum: 2, unit: "bit", description: "W." } } }),
      { path: "parameters.bits.maximum in mine.ts", found: "2" },
    ],
    [
      "a slip in a declaration",
      integerPlugin({ parameters: { bits: { type: "integer", default: 3, minimun: 4, maximum: 2, unit: "bit", description: "W." } } }),
      { nearest: "parameters.bits.minimum" },
    ],
    ["a preset of an unknown parameter", integerPlugin({ presets: { int4: { bit: 4 } } }), { path: "presets.int4.bit in mine.ts" }],
    ["a preset out of range", integerPlugin({ presets: { int4: { bits: 99 } } }), { found: "99" }],
  ])("%s", (_name, value, expected) => {
    const error = refusal(value);
    expect(error).toMatchObject({ code: "plugin-invalid", ...expected });
  });

  test("what it makes is checked too", () => {
    const making = (changes: Record<string, unknown>) =>
      refusal(integerPlugin({ create: ({ bits }: { bits: number }, id: string) => integerFormat(bits, id, changes) }));
    expect(making({ id: "mine" })).toMatchObject({ path: "create().id in mine.ts", expected: 'the id it was given, "int"' });
    expect(making({ bits: 0 })).toMatchObject({ path: "create().bits in mine.ts" });
    expect(making({ codeCount: 300 })).toMatchObject({ path: "create().codeCount in mine.ts" });
    expect(making({ zeroCode: 256 })).toMatchObject({ path: "create().zeroCode in mine.ts" });
    expect(making({ granularities: ["tensors"] })).toMatchObject({ found: "an array" });
    expect(making({ vectorSize: 32 })).toMatchObject({ path: expect.stringContaining("granularities") });
    expect(making({ vectorSize: 0, granularities: ["vector"] })).toMatchObject({ path: expect.stringContaining("vectorSize") });
    expect(making({ scaleBits: 0.5 })).toMatchObject({ path: expect.stringContaining("scaleBits") });
    expect(making({ topOf: 1 })).toMatchObject({ path: expect.stringContaining("topOf") });
    expect(making({ range: { smallest: 2, largest: 1 } })).toMatchObject({ path: "create().range in mine.ts" });
    expect(making({ datapath: { create: () => ({}) } })).toMatchObject({ path: "create().datapath.parameters in mine.ts" });
    expect(making({ decodes: 1 })).toMatchObject({ nearest: "create().decode" });
  });

  test("an exception in create is the plugin's failure", () => {
    const error = refusal(integerPlugin({ create: () => { throw new Error("no such width"); } }));
    expect(error).toMatchObject({ code: "plugin-failed", message: "int cannot be made: no such width" });
  });
});

describe("behaviour", () => {
  const behaving = (changes: Record<string, unknown>) =>
    refusal(integerPlugin({ create: ({ bits }: { bits: number }, id: string) => integerFormat(bits, id, changes) }));

  test("a decoder that forgets the sign does not keep order", () => {
    const decode = (codes: Codes, max: number, out: Reals) => codes.forEach((code, i) => (out[i] = (code / 255) * max));
    expect(behaving({ decode })).toMatchObject({ code: "plugin-invalid" });
  });

  test("an encoder that truncates is no fixed point", () => {
    const encode = (values: Reals, max: number, _rounding: unknown, out: Codes) => {
      for (let i = 0; i < values.length; i++) {
        const q = Math.max(-127, Math.min(127, Math.floor((values[i]! / max) * 126.5)));
        out[i] = q < 0 ? q + 256 : q;
      }
    };
    expect(behaving({ encode }).message).toMatch(/encode\(decode\(\d+\)\) breaks the contract/);
  });

  test("writing beyond the last element is noticed", () => {
    const encode = (values: Reals, _max: number, _rounding: unknown, out: Codes) => out.fill(0, 0, values.length + 1);
    expect(behaving({ encode }).message).toMatch(/beyond the last value/);
  });

  test("an exception in encode is the plugin's failure", () => {
    const encode = () => { throw new RangeError("oops"); };
    expect(behaving({ encode })).toMatchObject({ code: "plugin-failed", found: "oops" });
  });
});

describe("identifiers", () => {
  const registry = new Registry();
  registry.register(integerPlugin(), "mine.ts");

  test.each<[string, Partial<LnsimError>]>([
    ["imt", { code: "unknown-name", nearest: "int" }],
    ["int:bit=4", { code: "unknown-key", nearest: "bits" }],
    ["int:bits=99", { code: "invalid-value", found: "99", expected: "a whole number from 2 to 16" }],
    ["int:bits=four", { code: "invalid-value", found: '"four"' }],
    ["int:bits", { code: "syntax" }],
    ["", { code: "syntax" }],
  ])("%s", (identifier, expected) => {
    expect(() => registry.format(identifier)).toThrow(expect.objectContaining(expected));
  });
});
