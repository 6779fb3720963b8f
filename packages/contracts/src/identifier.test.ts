import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalIdentifier, parseIdentifier } from "./identifier.ts";
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
