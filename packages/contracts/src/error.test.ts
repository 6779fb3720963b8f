import { expect, test } from "vitest";
import { formatError, LnsimError, nearestName } from "./error.ts";

test("a slip of a few letters finds its name, an unrelated word finds none", () => {
  const names = ["lns-madam", "systolic", "qaa-lns"];
  expect(nearestName("lns-madm", names)).toBe("lns-madam");
  expect(nearestName("LNS-Madam", names)).toBe("lns-madam");
  expect(nearestName("systolc", names)).toBe("systolic");
  expect(nearestName("tpu", names)).toBeUndefined();
});

test("of several near names the nearest wins, the first one on a tie", () => {
  expect(nearestName("lns7", ["lns16", "lns8", "lns6"])).toBe("lns8");
});

test("an error prints where, found, expected, nearest name and remedy, and leaves out what it does not know", () => {
  const full = new LnsimError({
    code: "invalid-value",
    message: "pe.lanes must be a whole number",
    path: "machine.yaml:3:9 pe.lanes",
    found: "-4",
    expected: "1..1024",
    nearest: "pe.lane",
    remedy: "give a positive number",
  });
  expect(formatError(full)).toBe(
    [
      "error: pe.lanes must be a whole number",
      "     at: machine.yaml:3:9 pe.lanes",
      "  found: -4",
      "   want: 1..1024",
      '   hint: did you mean "pe.lane"?',
      "     do: give a positive number",
    ].join("\n"),
  );
  expect(formatError(new LnsimError({ code: "syntax", message: "bad" }))).toBe("error: bad");
});

test("the cause is kept for debugging", () => {
  const cause = new Error("inner");
  expect(new LnsimError({ code: "plugin-failed", message: "outer", cause }).cause).toBe(cause);
});
