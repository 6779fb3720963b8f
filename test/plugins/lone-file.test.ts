import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lnsim } from "../cli/lnsim.ts";
import { smallTrace } from "../cli/small-trace.ts";

const fixture = fileURLToPath(new URL("whole.fixture.ts", import.meta.url));
let folder: string;
let trace: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lnsim-plugin-"));
  copyFileSync(fixture, join(folder, "whole.ts"));
  trace = await smallTrace(folder);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

const inFolder = (...args: string[]) => lnsim(args, { cwd: folder });
const training = ["numerics.format=whole8", "numerics.update=whole16", "training.optimizer=sgd:learningRate=0.1"];
const sets = training.flatMap((set) => ["--set", set]);

describe("a number format in a single file, in a folder without packages", () => {
  test("is loaded, checked and described", async () => {
    const { code, stdout } = await inFolder("plugin", "info", "./whole.ts");
    expect(code).toBe(0);
    expect(stdout).toContain("Signed integers with a scale");
    expect(stdout).toContain("whole:bits=16");
  });

  test("encodes and decodes", async () => {
    const { stdout } = await inFolder("format", "encode", "whole8", "--plugin", "./whole.ts", "--max", "127", "5", "-3", "--format", "json");
    expect(JSON.parse(stdout)).toEqual([
      { value: 5, code: 5, sign: 1, decoded: 5 },
      { value: -3, code: 253, sign: -1, decoded: -3 },
    ]);
  });

  test("keeps every law of number formats", async () => {
    const { code, stdout } = await inFolder("plugin", "check", "./whole.ts", "--format", "json");
    expect({ code, isKept: JSON.parse(stdout).isKept }).toEqual({ code: 0, isKept: true });
  });

  test("trains", async () => {
    const run = await inFolder("run", "--plugin", "./whole.ts", "--trace", trace, "--steps", "40", "--format", "json", ...sets);
    expect(run.stderr).not.toContain("error");
    const { accuracy, energy, energyReason, machine } = JSON.parse(run.stdout);
    expect(machine.formats.weights).toEqual({ id: "whole", name: "whole8", bits: 8 });
    expect(accuracy.loss).toHaveLength(40);
    expect(accuracy.loss[39]).toBeLessThan(accuracy.loss[0] / 2);
    expect(accuracy.testAccuracy).toBeGreaterThan(0.6);
    expect([energy, typeof energyReason]).toEqual([null, "string"]);
  });

  test("is found by a machine description beside it", async () => {
    const machine = { extends: "lns-madam", plugins: ["./whole.ts"], numerics: { format: "whole8", update: "whole16" }, training: { optimizer: "sgd" } };
    writeFileSync(join(folder, "machine.yaml"), JSON.stringify(machine));
    const { code, stdout } = await lnsim(["run", "--machine", join(folder, "machine.yaml"), "--trace", trace, "--steps", "2", "--numerics", "off"]);
    expect(code).toBe(0);
    expect(stdout).toContain("exact integer products");
  });

  test("that can only store is refused where it would have to multiply", async () => {
    const { code, stderr } = await inFolder("run", "--plugin", "./whole.ts", "--trace", trace, "--set", "numerics.format=whole16");
    expect(code).toBe(2);
    expect(stderr).toContain("whole:bits=16 can only store");
  });

  test("that is wrong is refused with plugin, field, found and expected", async () => {
    writeFileSync(join(folder, "bad.ts"), `export default { contract: 1, kind: "format", name: "bad", descripton: "x", parameters: {}, create() {} };\n`);
    const { code, stderr } = await inFolder("plugin", "info", "./bad.ts");
    expect(code).toBe(2);
    expect(stderr).toContain("plugin bad is refused");
    expect(stderr).toContain('did you mean "description"');
  });

  test.each([
    ["exits", "process.exit(0);", "process.exit(0)"],
    ["never settles", "await new Promise(() => {});", "an await that never settles"],
  ])("that %s while it is imported is the plugin's failure", async (_what, source, found) => {
    writeFileSync(join(folder, "ends.ts"), `${source}\nexport default {};\n`);
    const { code, stdout, stderr } = await inFolder("run", "--trace", trace, "--steps", "1", "--plugin", "./ends.ts");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("ended the run before it had a result");
    expect(stderr).toContain(found);
  });

  test("that throws while it is imported is the plugin's failure", async () => {
    writeFileSync(join(folder, "throws.ts"), `throw new Error("no luck");\n`);
    const { code, stderr } = await inFolder("plugin", "info", "./throws.ts");
    expect(code).toBe(2);
    expect(stderr).toContain("plugin ./throws.ts cannot be imported");
    expect(stderr).toContain("no luck");
  });
});

test("a plugin from an installed package is found by its name", async () => {
  const home = join(folder, "node_modules", "lnsim-plugin-step");
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "package.json"), JSON.stringify({ name: "lnsim-plugin-step", type: "module", exports: { import: "./index.js" } }));
  const source = `export default { contract: 1, kind: "optimizer", name: "step", description: "Steps of one size.", parameters: {},
    create: (_values, id) => ({ id, domain: "value", gridTop: "current-maximum", learningRate: 0.01, slots: [], actions: { compare: 1 },
      step: ({ gradients, change }) => gradients.forEach((gradient, i) => { change[i] = -0.01 * Math.sign(gradient); }) }) };\n`;
  writeFileSync(join(home, "index.js"), source);
  const { code, stdout } = await inFolder("optimizer", "list", "--plugin", "lnsim-plugin-step");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^step: Steps of one size\. \(lnsim-plugin-step\)\n +step +value +0\.01 +defaults$/m);
});
