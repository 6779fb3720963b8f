import { describe, expect, test } from "vitest";
import { energy, errorText, grouped, percent, power, real, real5, short, shortPercent } from "./number.ts";
import { cut, cutFront } from "./text.ts";
import { wrapped } from "./wrap.ts";

describe("numbers as they are shown", () => {
  test("thousands are separated", () => {
    expect([0, 999, 1000, 12345678, -4321].map(grouped)).toEqual(["0", "999", "1,000", "12,345,678", "-4,321"]);
  });

  test("shares are rounded, but neither to nothing nor to all", () => {
    expect([0, 0.0001, 0.5, 0.9999, 1].map(percent)).toEqual(["0.0 %", "<0.1 %", "50.0 %", ">99.9 %", "100.0 %"]);
    expect([0, 0.001, 0.42, 0.999, 1].map(shortPercent)).toEqual(["  0%", " <1%", " 42%", ">99%", "100%"]);
  });

  test("large ones have a prefix", () => {
    expect([7, 999, 1000, 12_345, 999_949, 45_678_901, -2500].map(short)).toEqual(["7", "999", "1.0k", "12.3k", "1.0M", "45.7M", "-2.5k"]);
    expect([0.5, 1234, 5.6e9].map(energy)).toEqual(["0.5 pJ", "1.2 nJ", "5.6 mJ"]);
    expect(power(92_500)).toBe("92.5 W");
  });

  test("reals and errors", () => {
    expect([3, 0.25, 1.5e-5, 1 / 3].map(real)).toEqual(["3", "0.25", "1.500e-5", "0.333333"]);
    expect([0, 1 / 3, 123456.5].map(real5)).toEqual(["0", "0.33333", "1.235e+5"]);
    expect([0, 0.5, -1e-9].map(errorText)).toEqual(["exact", "+5.00e-1", "-1.00e-9"]);
  });

  test("texts are cut and wrapped", () => {
    expect([cut("vectorMac", 6), cutFront("globalBuffer.bank3", 8), cut("a", 0)]).toEqual(["vecto…", "…r.bank3", ""]);
    expect(wrapped("one two three", 7)).toEqual(["one two", "three"]);
  });
});
