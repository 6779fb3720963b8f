import { describe, expect, test } from "vitest";
import { lnsim } from "./lnsim.ts";

/** Command line, and what its error must contain. */
const mistakes: readonly (readonly [args: string, ...expected: string[]])[] = [
  ["rnu", 'there is no command "lnsim rnu"', 'did you mean "run"'],
  ["format list --formt json", "has no flag --formt", 'did you mean "--format"'],
  ["format show lms8", 'there is no number format "lms8"', 'did you mean "lns8"'],
  ["format show lns:bit=8", 'did you mean "bits"'],
  ["format show lns:bits=-8", "-8", "a whole number from 3 to 16"],
  ["format show lns:gamma=3", "power of two"],
  ["format encode lns8 -Infinty", "has no flag -Infinty"],
  ["format encode lns8 1 --max Infinity", "Infinity"],
  ["format encode lns8 1 --max 0", "a positive number"],
  ["format encode lns8 1 --max -3", "a positive number"],
  ["format decode lns8 256", "from 0 to 255"],
  ["format decode lns8 -1", "from 0 to 255"],
  ["optimizer show madan", 'there is no optimizer "madan"', 'did you mean "madam"'],
  ["plugin info lms", 'there is no plugin "lms"', 'did you mean "lns"'],
  ["plugin info ./nowhere.ts", "there is no plugin file ./nowhere.ts"],
  ["plugin info no-such-package-anywhere", "there is no plugin package no-such-package-anywhere"],
  ["machine show lns-madan", 'did you mean "lns-madam"'],
  ["machine show lns-madam --set pe.lane=3", 'did you mean "pe.lanes"'],
  ["machine show lns-madam --set pe.lanes=-3", "a whole number from 1 to 1024"],
];

describe("a mistake is explained and ends with exit code 2", () => {
  test.concurrent.each(mistakes)("lnsim %s", async (args, ...expected) => {
    const { code, stdout, stderr } = await lnsim(args.split(" "));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    for (const part of expected) expect(stderr).toContain(part);
    expect(stderr).toMatch(/^error: /);
    expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  });
});
