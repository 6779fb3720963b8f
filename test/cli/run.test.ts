import type { ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launcher, lnsim, run } from "./lnsim.ts";
import { smallTrace } from "./small-trace.ts";

const schema: object = JSON.parse(readFileSync(new URL("../../packages/cli/result.schema.json", import.meta.url), "utf8"));
const validate = new Ajv2020({ allErrors: true }).compile(schema);

let folder: string;
let trace: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lnsim-run-"));
  trace = await smallTrace(folder);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** A run of the small trace. */
const small = (...args: string[]) => lnsim(["run", "--trace", trace, ...args]);

describe("the result", () => {
  test("of the main job, shortened, is valid and whole", async () => {
    const { code, stdout, stderr } = await lnsim(["run", "--steps", "2", "--format", "json"]);
    expect({ code, stderr: stderr.replaceAll(/^(timing|training|evaluating): .*\n/gm, "") }).toEqual({ code: 0, stderr: "" });
    const result = JSON.parse(stdout);
    expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
    expect(result.machine.name).toBe("lns-madam");
    expect(result.trace.name).toBe("mnist-lenet");
    expect(Object.keys(result.cycles.byPass)).toEqual(["fprop", "loss", "dgrad", "wgrad", "update"]);
    expect(result.accuracy.loss).toHaveLength(2);
    expect(result.accuracy.reference.testAccuracy).toBeGreaterThan(0.9);
    expect(result.energy.provenance.length).toBeGreaterThan(3);
    expect(result.accuracyReason).toBeNull();
  });

  test("is the same twice, apart from the times", async () => {
    const [one, other] = await Promise.all([small("--steps", "5", "--format", "json"), small("--steps", "5", "--format", "json")]);
    const timeless = (text: string) => {
      const result = JSON.parse(text);
      const { wallSeconds: _wall, cyclesPerSecond: _rate, stepsPerSecond: _steps, ...simulation } = result.simulation;
      return { ...result, simulation };
    };
    expect(timeless(one.stdout)).toEqual(timeless(other.stdout));
  });

  test("adds up: ops to passes, passes to the step, steps to the total", async () => {
    const { stdout } = await small("--numerics", "off", "--format", "json");
    const { cycles, trace: described } = JSON.parse(stdout);
    const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
    const ops = cycles.byOp as { pass: string; cycles: number; macs: number }[];
    for (const [pass, { cycles: passCycles }] of Object.entries<{ cycles: number }>(cycles.byPass)) {
      expect(sum(ops.filter((op) => op.pass === pass).map((op) => op.cycles))).toBe(passCycles);
    }
    expect(sum(ops.map((op) => op.cycles))).toBe(cycles.perStep);
    const shapes = cycles.byStepShape as { count: number; cycles: number }[];
    expect(sum(shapes.map((shape) => shape.count * shape.cycles))).toBe(cycles.total);
    expect(sum(shapes.map((shape) => shape.count))).toBe(described.steps);
  });

  test("has the multiply-accumulates of the trace", async () => {
    const [timed, info] = await Promise.all([
      lnsim(["run", "--numerics", "off", "--format", "json"]),
      lnsim(["trace", "info", "mnist-lenet", "--format", "json"]),
    ]);
    const { byPass } = JSON.parse(timed.stdout).cycles;
    const { macs } = JSON.parse(info.stdout);
    expect({ fprop: byPass.fprop.macs, dgrad: byPass.dgrad.macs, wgrad: byPass.wgrad.macs }).toEqual(macs);
  });

  test("as a table names its parts", async () => {
    const { code, stdout } = await small("--steps", "2", "--set", "pe.lanes=16");
    expect(code).toBe(0);
    for (const part of ["machine ", "pe.lanes = 16 (was 32)", "Cycles", "fprop", "closed form", "Energy", "vectorMac", "sources", "Accuracy", "full precision"]) {
      expect(stdout).toContain(part);
    }
    expect(stdout).not.toContain("\u001b[");
  });

  test("says why there is no accuracy", async () => {
    const { stdout } = await small("--numerics", "off", "--format", "json");
    expect(JSON.parse(stdout)).toMatchObject({ accuracy: null, accuracyReason: expect.stringContaining("--numerics off") });
  });
});

describe("stepping instead of skipping", () => {
  test("changes nothing but how it was simulated", { timeout: 60_000 }, async () => {
    const args = ["--numerics", "off", "--steps", "1", "--format", "json"];
    const outcomes = await Promise.all([small(...args), small(...args, "--exact"), small(...args, "--exact=cycle")]);
    const [skip, burst, cycle] = outcomes.map(({ stdout }) => JSON.parse(stdout));
    expect([skip, burst, cycle].map(({ simulation }) => simulation.exact)).toEqual(["skip", "burst", "cycle"]);
    for (const other of [burst, cycle]) expect({ ...other, simulation: null }).toEqual({ ...skip, simulation: null });
  });
});

describe("a mistake in the request", () => {
  test.concurrent.each<[string[], string]>([
    [["--steps", "0"], "a whole number from 1 to 120"],
    [["--machine", "lns-madan"], 'did you mean "lns-madam"'],
    [["--set", "numerics.format=lns:bits=16,gamma=2048,zero=separate-flag"], "can only store"],
    [["--set", "bufferA.sizeBytes=-1"], "a whole number from 2"],
    [["--data", "."], "train-images-idx3-ubyte"],
  ])("%o ends with exit code 2", async (args, expected) => {
    const { code, stdout, stderr } = await small(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(expected);
    expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  });

  test("an unknown trace is answered with the nearest", async () => {
    const { code, stderr } = await lnsim(["run", "--trace", "mnist-mlq"]);
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean "mnist-mlp"');
  });
});

describe("a damaged trace", () => {
  test("that was cut off says what was whole", async () => {
    const file = join(folder, "cut.lntrace");
    writeFileSync(file, readFileSync(trace).subarray(0, 5000));
    const { code, stderr } = await lnsim(["run", "--trace", file]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/ends too early[^]*whole: header/);
  });

  test("with a corrupt byte is refused", async () => {
    const bytes = readFileSync(trace);
    bytes[2000]! ^= 4;
    const file = join(folder, "corrupt.lntrace");
    writeFileSync(file, bytes);
    const { code, stderr } = await lnsim(["run", "--trace", file]);
    expect(code).toBe(2);
    expect(stderr).toContain("corrupt.lntrace");
  });
});

test("data of another data set is refused", async () => {
  const folderOfZeros = join(folder, "zeros");
  mkdirSync(folderOfZeros);
  const idx = (magic: number, count: number, dimensions: number[]) => {
    const header = Buffer.alloc(4 * (2 + dimensions.length));
    [magic, count, ...dimensions].forEach((value, i) => header.writeUInt32BE(value, 4 * i));
    return Buffer.concat([header, Buffer.alloc(count * dimensions.reduce((a, b) => a * b, 1))]);
  };
  for (const [part, count] of [["train", 60], ["t10k", 10]] as const) {
    writeFileSync(join(folderOfZeros, `${part}-images-idx3-ubyte`), idx(0x803, count, [28, 28]));
    writeFileSync(join(folderOfZeros, `${part}-labels-idx1-ubyte`), idx(0x801, count, []));
  }
  const { code, stderr } = await small("--data", folderOfZeros);
  expect(code).toBe(2);
  expect(stderr).toContain("as recorded in the trace");
});

describe("the surroundings", () => {
  test("a reader that goes away ends the output quietly", async () => {
    const onStart = (child: ChildProcess): void => void child.stdout!.destroy();
    const { code, stderr } = await lnsim(["run", "--trace", trace, "--numerics", "off", "--format", "json"], { onStart });
    expect([code, stderr]).toEqual([0, ""]);
  });

  test("Ctrl-C ends a run within a second, with 130 and what was done", { retry: 2, timeout: 60_000 }, async () => {
    let signalled = 0;
    const { code, stdout, stderr } = await lnsim(["run"], {
      onStart: (child) =>
        child.stderr!.on("data", (text: string) => {
          if (signalled > 0 || !text.startsWith("training")) return;
          signalled = performance.now();
          child.kill("SIGINT");
        }),
    });
    expect(performance.now() - signalled).toBeLessThan(1000);
    expect({ code, stdout }).toEqual({ code: 130, stdout: "" });
    expect(stderr).toMatch(/stopped while training, at step \d+ of 469; nothing was written/);
  });

  test("a folder that cannot be written to is good enough to run in", async () => {
    const readOnly = mkdtempSync(join(tmpdir(), "lnsim-read-only-"));
    chmodSync(readOnly, 0o555);
    const { code } = await lnsim(["run", "--trace", trace, "--steps", "1", "--numerics", "off"], { cwd: readOnly, env: { TMPDIR: readOnly } });
    chmodSync(readOnly, 0o755);
    rmSync(readOnly, { recursive: true });
    expect(code).toBe(0);
  });

  test.skipIf(!existsSync("/dev/full"))("a result that cannot be written is no success", async () => {
    const { code, stderr } = await run("/bin/sh", ["-c", `"${process.execPath}" "${launcher}" format list > /dev/full`]);
    expect(code).toBe(2);
    expect(stderr).toContain("cannot be written to the standard output");
  });

  test("a trace cannot be recorded where nothing can be written", async () => {
    const { code, stderr } = await lnsim(["trace", "record", "--out", join(folder, "none", "x.lntrace")]);
    expect(code).toBe(2);
    expect(stderr).toContain("choose a folder that exists");
  });
});
