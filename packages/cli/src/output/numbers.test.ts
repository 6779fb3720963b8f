import { expect, test } from "vitest";
import { bytes, duration, energy, scaled } from "./numbers.ts";

test.each([[0.0123, "12.3 ms"], [2.5, "2.5 s"], [93, "1:33 min"], [3599, "59:59 min"], [7265, "2:01 h"], [58_824, "16:20 h"]])("%d s are %s", (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test.each([[999, "999"], [23_456_789, "23.5 M"], [2.0081e17, "201 P"], [1.5e18, "1.50 E"]])("%d is %s", (value, text) => {
  expect(scaled(value)).toBe(text);
});

test("bytes and energies have prefixes too", () => {
  expect([bytes(512), bytes(1.183e15), energy(3.2e16), energy(1234)]).toEqual(["512 B", "1.18 PB", "32.0 kJ", "1.23 nJ"]);
});
