import { execFileSync } from "node:child_process";
import { mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TypedAhead } from "./typed-ahead.ts";

test("Ctrl-C is found among what is typed; what comes after it is kept, what came before is not", () => {
  const folder = mkdtempSync(join(tmpdir(), "lnsim-typed-"));
  const pipe = join(folder, "keys");
  execFileSync("mkfifo", [pipe]);
  const typed = new TypedAhead(pipe);
  const keys = openSync(pipe, "w");
  expect(typed.wantsToStop()).toBe(false);
  writeSync(keys, "ll");
  expect(typed.wantsToStop()).toBe(false);
  writeSync(keys, "h");
  expect(typed.wantsToStop()).toBe(false);
  expect(typed.take().toString()).toBe("llh");
  expect(typed.take().toString()).toBe("");
  writeSync(keys, "ll\x03q");
  expect(typed.wantsToStop()).toBe(true);
  expect(typed.take().toString()).toBe("q");
  typed.close();
  rmSync(folder, { recursive: true });
});

test("without a terminal nothing is typed", () => {
  const typed = new TypedAhead("/nowhere/tty");
  expect(typed.wantsToStop()).toBe(false);
  expect(typed.take()).toHaveLength(0);
  typed.close();
});
