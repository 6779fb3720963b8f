import { describe, expect, test } from "vitest";
import { columnCell, eighths, rowBar } from "./bar.ts";

describe("bars", () => {
  test("only nothing is empty, and only all is full", () => {
    expect([0, 1e-9, 0.5, 1 - 1e-9, 1].map(eighths)).toEqual([0, 1, 4, 7, 8]);
    expect([0, 1e-9, 0.5, 1 - 1e-9, 1].map(columnCell)).toEqual([" ", "▁", "▄", "▇", "█"]);
  });

  test("across, too", () => {
    expect(rowBar(0, 3)).toBe("   ");
    expect(rowBar(1e-9, 3)).toBe("▏  ");
    expect(rowBar(0.5, 3)).toBe("█▌ ");
    expect(rowBar(1 - 1e-9, 3)).toBe("██▉");
    expect(rowBar(1, 3)).toBe("███");
    expect(rowBar(0.5, 0)).toBe("");
  });
});
