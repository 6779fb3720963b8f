import { LnsimError } from "@lnsim/contracts";
import { describe, expect, test } from "vitest";
import { createRegistry } from "./builtin.ts";
import { checkDatapath } from "./check-datapath.ts";

const subject = { name: "mine", source: "mine.ts" };

async function declared(): Promise<Record<string, unknown>> {
  const registry = await createRegistry();
  const format = registry.format("lns8");
  const family = format.datapath!;
  const values = Object.fromEntries(Object.entries(family.parameters).map(([name, parameter]) => [name, parameter.default]));
  return { ...registry.datapath(format, family, values) };
}

function refusal(value: unknown): LnsimError {
  try {
    checkDatapath(subject, value, { left: 256, right: 256 });
  } catch (error) {
    return error as LnsimError;
  }
  throw new Error("the datapath was accepted");
}

describe("a datapath", () => {
  test("of a shipped format is accepted", async () => {
    expect(checkDatapath(subject, await declared(), { left: 256, right: 256 }).kind).toBe("fixed");
  });

  test.each<[string, unknown]>([
    ["kind", "fixde"],
    ["conversionError", -0.1],
    ["conversionError", "small"],
    ["leftCodeCount", 255],
    ["rightCodeCount", 255],
    ["leftFactor", new Float64Array(255)],
    ["leftClass", new Uint16Array(256)],
    ["head", new Float64Array(3)],
    ["tail", undefined],
    ["vectorSize", 0],
    ["costRecord", undefined],
    ["accumulator", "wied"],
    ["accumulator", { bits: Number.NaN, lsb: 16, rounding: "floor", overflow: "wrap" }],
    ["accumulator", { bits: 24, lsb: 16, rounding: "halfup", overflow: "wrap" }],
    ["accumulator", { bits: 24, lsb: 16, rounding: "half-up", overflow: "clamp" }],
    ["fractionBits", Number.NaN],
    ["leftMax", 0],
    ["rightMax", Number.NaN],
  ])("with another %s is refused by name", async (field, found) => {
    const error = refusal({ ...(await declared()), [field]: found });
    expect(error).toMatchObject({ code: "plugin-invalid", path: `create().datapath.create().${field} in mine.ts` });
  });

  test.each(["wide", "binary32"])("with the accumulator %s is accepted", async (accumulator) => {
    const value = { ...(await declared()), accumulator, leftMax: 448 };
    expect(checkDatapath(subject, value, { left: 256, right: 256 })).toMatchObject({ accumulator, leftMax: 448 });
  });

  test("that is no object is refused", () => expect(refusal(3)).toMatchObject({ found: "3" }));
});
