import { LnsimError } from "@lnsim/contracts";
import { expect, test } from "vitest";
import { hexColour } from "./hex-colour.ts";
import { styleNames } from "./style.ts";
import { themeFor, themeNamed, themeNames } from "./theme.ts";

test("every theme has a look for every style", () => {
  for (const name of themeNames) expect(Object.keys(themeNamed(name))).toEqual([...styleNames]);
});

test("stalls differ in colour from each other, from work, and solid ones from letters", () => {
  for (const name of ["dark", "light", "16"] as const) {
    const theme = themeNamed(name);
    const stalls = Array.from({ length: 8 }, (_, index) => theme[`stall${index}` as "stall0"].background);
    expect(new Set([...stalls, theme.work.foreground]).size).toBe(9);
    expect(theme.stall3.background).toBe(theme.mixed3.foreground);
  }
});

/** The ratio of contrast that accessibility guidelines (WCAG 2) define: of black and white, 21. */
function contrast(a: number, b: number): number {
  const [dark, bright] = [luminance(a), luminance(b)].toSorted((one, other) => one - other);
  return (bright + 0.05) / (dark + 0.05);
}

function luminance(colour: number): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const level = Number.parseInt(hexColour(colour).slice(at, at + 2), 16) / 255;
    return level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test.each([["dark", 16], ["light", 231], ["16", 0]] as const)("texts of the theme %s stand out from what is behind them", (name, terminal) => {
  for (const [style, { foreground, background }] of Object.entries(themeNamed(name))) {
    if (style === "idle" || (foreground === null && background === null)) continue;
    const ratio = contrast(foreground ?? (terminal === 231 ? 16 : 7), background ?? terminal);
    expect([style, ratio]).toEqual([style, expect.toSatisfy((value: number) => value >= (background === null ? 3 : 4))]);
  }
});

test("sixteen colours are the first sixteen, and none are none", () => {
  const of = (name: string) => Object.values(themeNamed(name)).flatMap(({ foreground, background }) => [foreground, background]);
  expect(of("16").every((colour) => colour === null || colour < 16)).toBe(true);
  expect(of("mono").every((colour) => colour === null)).toBe(true);
  expect(themeNamed("mono").selected.isInverse).toBe(true);
});

test("the environment chooses", () => {
  expect(themeFor({ TERM: "xterm-256color" })).toBe("dark");
  expect(themeFor({ TERM: "xterm-256color", NO_COLOR: "1" })).toBe("mono");
  expect(themeFor({ TERM: "xterm-256color", NO_COLOR: "" })).toBe("dark");
  expect(themeFor({ TERM: "linux" })).toBe("16");
  expect(themeFor({ COLORFGBG: "0;15" })).toBe("light");
});

test("a theme that does not exist is a user's mistake", () => {
  expect(() => themeNamed("drak")).toThrow(LnsimError);
});
