import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { laws } from "@lnsim/conformance";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lnsim } from "./lnsim.ts";

const whole = readFileSync(new URL("../plugins/whole.fixture.ts", import.meta.url), "utf8");

/** Forgets nothing between its steps: what another tensor did is in the next change. */
const drifting = `export default { contract: 1, kind: "optimizer", name: "drift", description: "Steps that grow.", parameters: {},
  create: (_values, id) => {
    let steps = 0;
    return { id, domain: "value", gridTop: "current-maximum", learningRate: 0.01, slots: [], actions: { multiply: 1 },
      step: ({ gradients, change }) => { steps += 1; gradients.forEach((gradient, i) => { change[i] = -0.01 * steps * gradient; }); } };
  } };\n`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lnsim-check-"));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write("whole.ts", whole);
  write("coarse.ts", whole.replace("(signed(codes[i]!) / top) * max", "(signed(codes[i]!) / (top + 2)) * max"));
  write("drift.js", drifting);
  write("throws.ts", whole.replace("out[i] = (signed(codes[i]!) / top) * max;", `throw new Error("no luck");`));
});
afterAll(() => rmSync(folder, { recursive: true }));

const check = (...args: string[]) => lnsim(["plugin", "check", ...args], { cwd: folder });

describe.concurrent("lnsim plugin check", () => {
  test("of a plugin that keeps the laws ends with 0 and counts them", async () => {
    const { code, stdout } = await check("./whole.ts", "--id", "whole:bits=6");
    expect(code).toBe(0);
    for (const name of ["whole8, whole", "whole16", "whole:bits=6"]) expect(stdout).toMatch(new RegExp(`^  kept +${name} +\\d+ +0 +\\d+ `, "m"));
    expect(stdout).toContain("all 3: every law that applies is kept");
  });

  test("has a verdict where loading only refuses", async () => {
    const [checked, loaded] = await Promise.all([check("./coarse.ts"), lnsim(["plugin", "info", "./coarse.ts"], { cwd: folder })]);
    expect([checked.code, loaded.code]).toEqual([1, 2]);
    expect(checked.stdout).toMatch(/^ {2}BROKEN +whole8, whole /m);
    expect(checked.stdout).toMatch(/^broken: round-trip by whole8\n {2}\w[^]*\n +input: {2}\S.*\n +found: {2}\S.*\n +expected: {2}\S/m);
    expect(checked.stdout).toMatch(/\n\d+ laws are broken\n$/);
    expect(loaded.stderr).toContain("is refused");
  });

  test("finds the hidden state of an optimizer, as JSON too", async () => {
    const [table, json] = await Promise.all([check("./drift.js"), check("./drift.js", "--format", "json")]);
    expect([table.code, json.code]).toEqual([1, 1]);
    expect(table.stdout).toContain("broken: no-hidden-state by drift");
    const { isKept, checks } = JSON.parse(json.stdout);
    expect([isKept, checks.length, checks[0].kind, checks[0].id]).toEqual([false, 1, "optimizer", "drift"]);
    const broken = checks[0].verdicts.filter(({ outcome }: { outcome: string }) => outcome === "broken");
    expect(broken.map(({ law }: { law: string }) => law)).toContain("no-hidden-state");
    expect(Object.keys(broken[0].findings[0])).toEqual(["law", "input", "found", "expected"]);
  });

  test("of a preset lists every law with --verbose", async () => {
    const { code, stdout } = await check("lns6", "--verbose");
    expect(code).toBe(0);
    for (const { kind, name } of laws) if (kind === "format") expect(stdout).toMatch(new RegExp(`^  (held|n/a) +${name} `, "m"));
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(96);
    expect(stdout).not.toContain("lns8,");
  });

  test.each(["lns", "sign-sgd"])("of the built-in family %s examines every preset", async (family) => {
    const kind = family === "lns" ? "format" : "optimizer";
    const [{ code, stdout }, list] = await Promise.all([check(family, "--format", "json"), lnsim([kind, "list", "--format", "json"])]);
    const members = JSON.parse(list.stdout).filter((entry: { family: string }) => entry.family === family);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).checks.map(({ id }: { id: string }) => id)).toEqual(members.map(({ id }: { id: string }) => id));
  });

  test.each<[string[], ...string[]]>([
    [["lms"], 'there is no plugin "lms"', 'did you mean "lns"'],
    [["lns:bits=99"], "99"],
    [["./whole.ts", "--id", "hole8"], "--id names nothing that the plugin offers", 'did you mean "whole8"'],
    [["./whole.ts", "--id", "lns8"], "whole, whole8, whole16"],
    [["./throws.ts"], "whole fails before it can be examined", "no luck"],
  ])("%o is a mistake", async (args, ...expected) => {
    const { code, stdout, stderr } = await check(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    for (const part of expected) expect(stderr).toContain(part);
  });
});
