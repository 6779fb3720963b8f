import { expect, expectTypeOf, test } from "vitest";
import { withDefaults, type ParameterDeclarations, type ParameterValues } from "./parameter.ts";

const declarations = {
  lanes: { type: "integer", default: 32, minimum: 1, maximum: 1024, unit: "lane", description: "Lanes." },
  drain: { type: "choice", choices: ["overlapped", "serial"], default: "overlapped", description: "Drain." },
  exact: { type: "boolean", default: false, description: "Exact." },
} as const satisfies ParameterDeclarations;

test("values have the types of their declarations", () => {
  expectTypeOf<ParameterValues<typeof declarations>>().toEqualTypeOf<{
    readonly lanes: number;
    readonly drain: "overlapped" | "serial";
    readonly exact: boolean;
  }>();
});

test("given values lie over the defaults", () => {
  expect(withDefaults(declarations, { lanes: 4 })).toEqual({ lanes: 4, drain: "overlapped", exact: false });
});
