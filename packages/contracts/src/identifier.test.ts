import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalIdentifier, parametersOf, parseIdentifier } from "./identifier.ts";
import { withDefaults, type ParameterDeclarations } from "./parameter.ts";

const declarations = {
  bits: { type: "integer", default: 8, minimum: 3, maximum: 16, unit: "bit", description: "Stored bits." },
  gamma: { type: "integer", default: 8, minimum: 1, maximum: 2048, unit: "1", description: "Base factor." },
  zero: { type: "choice", choices: ["none", "reserve-min"], default: "none", description: "Zero code." },
} as const satisfies ParameterDeclarations;

test("defaults are left out and given parameters stand in declared order", () => {
  expect(canonicalIdentifier("lns", declarations, withDefaults(declarations))).toBe("lns");
  const values = withDefaults(declarations, { zero: "reserve-min", bits: 6 });
  expect(canonicalIdentifier("lns", declarations, values)).toBe("lns:bits=6,zero=reserve-min");
});

test("an identifier is taken apart into the same parameters it was built from", () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 16 }), fc.constantFrom(1, 2, 8, 64), (bits, gamma) => {
      const id = canonicalIdentifier("lns", declarations, withDefaults(declarations, { bits, gamma }));
      const parsed = parseIdentifier(id)!;
      const given = Object.fromEntries(parsed.given);
      expect(parsed.name).toBe("lns");
      expect(Number(given["bits"] ?? 8)).toBe(bits);
      expect(Number(given["gamma"] ?? 8)).toBe(gamma);
    }),
    { seed: 1 },
  );
});

test.each(["", "LNS", "8lns", "lns:", "lns:bits", "lns:=8", "lns bits=8", "lns:bits=8,,"])("%j is not an identifier", (text) => {
  expect(parseIdentifier(text)).toBeUndefined();
});

test("the values behind a canonical identifier are those it was made of, each of its own type", () => {
  const all = { ...declarations, flag: { type: "boolean", default: false, description: "A switch." } } as const satisfies ParameterDeclarations;
  for (const given of [{}, { bits: 6, flag: true }, { zero: "reserve-min", gamma: 2 }] as const) {
    const values = withDefaults(all, given);
    expect(parametersOf(canonicalIdentifier("lns", all, values), "lns", all)).toEqual(values);
  }
  expect(parametersOf("int:bits=6", "lns", all)).toBeUndefined();
  expect(parametersOf("lns:bit=6", "lns", all)).toBeUndefined();
});
