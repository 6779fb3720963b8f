/**
 * Everything that is asked of a commit: lint, types, layers, build, pack, and all tests of the root vitest.
 *
 * Each check counts as one test. All of them run, whatever fails, and their output is passed through; the last line is
 * `N passed, N failed`, and the exit code is 1 when anything failed.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installPacked } from "./install-packed.ts";
import { packAll } from "./pack-all.ts";
import { runCommand } from "./run-command.ts";
import { runVitest } from "./vitest-outcome.ts";

const layerTest = "test/repository/layers.test.ts";

const checks: readonly (readonly [name: string, run: () => boolean | Promise<boolean>])[] = [
  ["lint", () => runCommand("turbo", ["run", "lint"]) === 0],
  ["types", () => runCommand("turbo", ["run", "typecheck"]) === 0],
  ["layers", () => runCommand("vitest", ["run", "--project", "test", layerTest]) === 0],
  ["build", () => runCommand("turbo", ["run", "build"]) === 0],
  ["pack", packAndInstall],
];

async function packAndInstall(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "lnsim-tarballs-"));
  try {
    return (await packAll(folder)) && installPacked(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function check(): Promise<boolean> {
  const outcomes: [name: string, passed: boolean, seconds: number][] = [];
  for (const [name, run] of checks) {
    console.log(`\n== ${name}`);
    const start = performance.now();
    const passed = await run();
    outcomes.push([name, passed, (performance.now() - start) / 1000]);
    console.log(`== ${name}: ${passed ? "passed" : "FAILED"}`);
  }
  console.log("\n== tests");
  const tests = runVitest();
  console.log("");
  for (const [name, passed, seconds] of outcomes) console.log(`${name.padEnd(8)} ${passed ? "passed" : "FAILED"}  ${seconds.toFixed(1)} s`);
  console.log(`${"tests".padEnd(8)} ${tests.passed} passed, ${tests.failed} failed, ${tests.skipped} skipped\n`);
  const failed = tests.failed + outcomes.filter(([, passed]) => !passed).length;
  const passed = tests.passed + outcomes.length - outcomes.filter(([, ok]) => !ok).length;
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0;
}

process.exitCode = (await check()) ? 0 : 1;
