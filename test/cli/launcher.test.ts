import { execFileSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, test } from "vitest";
import { program, type LeafCommand } from "../../packages/cli/bin/commands.js";
import { launcher, lnsim, run } from "./lnsim.ts";

const leaves = program.commands.flatMap((entry): [path: string[], leaf: LeafCommand][] =>
  "commands" in entry ? entry.commands.map((leaf) => [[entry.name, leaf.name], leaf]) : [[[entry.name], entry]],
);

describe("help", () => {
  test("names every command and exit code", async () => {
    const { code, stdout, stderr } = await lnsim(["--help"]);
    expect([code, stderr]).toEqual([0, ""]);
    for (const [path] of leaves) expect(stdout).toContain(`  ${path.join(" ")} `);
    for (const { code: exitCode } of program.exitCodes) expect(stdout).toMatch(new RegExp(`^ +${exitCode} `, "m"));
  });

  test.each(leaves)("of %o has its flags, arguments and defaults", async (path, leaf) => {
    const { code, stdout } = await lnsim([...path, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: lnsim ${path.join(" ")}`);
    for (const flag of leaf.flags) expect(stdout).toContain(`--${flag.name}`);
    for (const argument of leaf.arguments) expect(stdout).toContain(argument.name);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(96);
  });

  test("no command at all prints it too, and so does help", async () => {
    const [bare, asked] = await Promise.all([lnsim([]), lnsim(["help", "run"])]);
    expect(bare.stdout).toContain("Usage: lnsim COMMAND");
    expect(asked.stdout).toContain("Usage: lnsim run");
  });
});

test("--version prints the version of the package", async () => {
  expect((await lnsim(["--version"])).stdout).toMatch(/^lnsim \d+\.\d+\.\d+\n$/);
});

test("a reader that goes away is no error", async () => {
  const { code, stderr } = await lnsim(["--help"], { onStart: (child) => child.stdout!.destroy() });
  expect([code, stderr]).toEqual([0, ""]);
});

/** Every Node that can be started from here: the pinned one, and those on the PATH. */
const onPath = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "node"));
const nodes = new Set([process.execPath, ...onPath].filter((file) => existsSync(file)).map((file) => realpathSync(file)));

describe.each([...nodes])("under %s", (node) => {
  test("help costs at most 60 ms more than nothing", { retry: 6, timeout: 60_000 }, async () => {
    const nothing: number[] = [];
    const help: number[] = [];
    for (let i = 0; i < 7; i++) {
      nothing.push((await run(node, ["-e", "0"])).milliseconds);
      help.push((await lnsim(["--help"], { node })).milliseconds);
    }
    expect(median(help) - median(nothing)).toBeLessThanOrEqual(60);
  });

  test("a real command runs, by way of the pinned Node where this one is too old", async () => {
    const { code, stdout } = await lnsim(["format", "encode", "lns8", "--max", "1", "1", "-0.5", "--format", "json"], { node });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([{ value: 1, decoded: 1, sign: 1 }, { value: -0.5, decoded: -0.5, sign: -1 }]);
  });

  test("its exit code is passed on", async () => {
    expect((await lnsim(["format", "show", "lms8"], { node })).code).toBe(2);
  });
});

test("the launcher is executable as it is", () => {
  expect(execFileSync(launcher, ["--version"], { encoding: "utf8" })).toMatch(/^lnsim/);
});

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
