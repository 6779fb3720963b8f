import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { LnsimError } from "@lnsim/contracts";
import { createEngine } from "./engine.ts";
import { compileKernel, type KernelName } from "./kernel-module.ts";
import { revectorizerObstacle } from "./revectorizer.ts";

interface Printed {
  readonly info: { readonly revectorized: boolean; readonly reason?: string };
  readonly hashes: readonly string[];
}

function hashesInOwnProcess(mode: "revectorized" | "plain"): Printed {
  const script = fileURLToPath(new URL("kernel-hashes.fixture.ts", import.meta.url));
  const printed = execFileSync(process.execPath, ["--conditions=@lnsim/source", script, mode], { encoding: "utf8" });
  return JSON.parse(printed) as Printed;
}

test("revectorized and plain code give the same bits, each in a process of its own", () => {
  const revectorized = hashesInOwnProcess("revectorized");
  const plain = hashesInOwnProcess("plain");
  expect(revectorized.info.revectorized).toBe(revectorizerObstacle() === undefined);
  expect(plain.info).toEqual({ revectorized: false, reason: "not asked for" });
  expect(revectorized.hashes).toEqual(plain.hashes);
  expect(new Set(plain.hashes).size).toBe(5);
});

test("an engine is cheap to make", () => {
  const start = performance.now();
  createEngine();
  expect(performance.now() - start).toBeLessThan(300);
});

test("kernels that were not built are a user's error with its remedy", () => {
  const error = (() => {
    try {
      return compileKernel("no-such-kernel" as KernelName, false);
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(LnsimError);
  expect(error).toMatchObject({ code: "file-not-found", remedy: "run: npm run build" });
});
