import { LnsimError } from "@lnsim/contracts";
import { expect, test } from "vitest";
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
