import { describe, expect, test } from "vitest";
import { applyEdits, parseEdit } from "./edits.ts";

describe("parseEdit", () => {
  test.each([
    ["pe.lanes=16", ["pe", "lanes"], 16],
    ["a.b = true", ["a", "b"], true],
    ["numerics.format=lns:bits=6,gamma=2", ["numerics", "format"], "lns:bits=6,gamma=2"],
    ["x=-1e-3", ["x"], -0.001],
    ["x=", ["x"], ""],
  ])("%s", (text, path, value) => expect(parseEdit(text)).toEqual({ path, value }));

  test.each(["pe.lanes", "=3", "a..b=1", ".a=1", ""])("refuses %o", (text) => {
    expect(() => parseEdit(text)).toThrow(expect.objectContaining({ code: "syntax" }));
  });
});

describe("applyEdits", () => {
  const base = Object.freeze({ pe: Object.freeze({ lanes: 32, vectorSize: 32 }), ppu: Object.freeze({ width: 32 }) });

  test("leaves the base alone and shares what did not change", () => {
    const [edited] = applyEdits<object>(base, [parseEdit("pe.lanes=16")]);
    expect(edited).toEqual({ pe: { lanes: 16, vectorSize: 32 }, ppu: { width: 32 } });
    expect((edited as typeof base).ppu).toBe(base.ppu);
    expect(base.pe.lanes).toBe(32);
  });

  test("the last of several edits of one value counts, and what did not change is no change", () => {
    const [, changes] = applyEdits(base, ["ppu.width=8", "pe.lanes=32", "ppu.width=16"].map(parseEdit));
    expect(changes).toEqual([{ path: "ppu.width", from: 32, to: 16 }]);
  });

  test("a value is no section", () => {
    expect(() => applyEdits(base, [parseEdit("pe.lanes.x=1")])).toThrow(expect.objectContaining({ code: "unknown-key" }));
  });
});
