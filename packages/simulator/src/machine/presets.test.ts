import { describe, expect, test } from "vitest";
import { describeMachine } from "./describe-machine.ts";
import { presetFile, presetNames } from "./presets.ts";

describe("presets", () => {
  test("the reference machine is one of them", () => expect(presetNames()).toContain("lns-madam"));

  test.each(presetNames())("%s is a complete description under its own name", async (name) => {
    const machine = await describeMachine({ machine: name });
    expect(machine.name).toBe(name);
    expect(machine.description).not.toBe("");
  });

  test("an unknown one is answered with the nearest", () => {
    expect(() => presetFile("lns-madame")).toThrow(expect.objectContaining({ code: "unknown-name", nearest: "lns-madam" }));
  });
});
