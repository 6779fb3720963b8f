import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { LnsimError } from "@lnsim/contracts";
import { createEngine } from "./engine.ts";
import { compileKernel, type KernelName } from "./kernels/kernel-module.ts";
import { revectorizerObstacle } from "./kernels/revectorizer.ts";

interface Printed {
  readonly info: { readonly revectorized: boolean; readonly reason?: string };
  readonly hashes: readonly string[];
}

/** What a program of this package prints, in a process of its own. */
function printed(...args: readonly string[]): string {
  return execFileSync(process.execPath, ["--conditions=@lnsim/source", ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

function hashesInOwnProcess(mode: "revectorized" | "plain"): Printed {
  return JSON.parse(printed(pathOf("testing/kernel-hashes.ts"), mode)) as Printed;
}

test("revectorized and plain code give the same bits, each in a process of its own", () => {
  const revectorized = hashesInOwnProcess("revectorized");
  const plain = hashesInOwnProcess("plain");
  expect(revectorized.info.revectorized).toBe(revectorizerObstacle() === undefined);
  expect(plain.info).toEqual({ revectorized: false, reason: "not asked for" });
  expect(revectorized.hashes).toEqual(plain.hashes);
  expect(new Set(plain.hashes).size).toBe(5);
});

test("compiling kernels does not disturb other modules that V8 compiles at the same time", () => {
  expect(Number(printed(pathOf("testing/engines-beside-other-modules.ts")))).toBeGreaterThan(10);
});

test("the self-test meets optimised code: the kernels of the usual case are optimised before the engine is handed out", () => {
  const make = `import { createEngine } from ${JSON.stringify(pathOf("engine.ts"))}; createEngine();`;
  const trace = printed("--trace-wasm-compilation-times", "--input-type=module", "--eval", make);
  const optimised = [...trace.matchAll(/function (\w+)#(\d+) using TurboFan/g)].map(([, module, index]) => ({ module, index: Number(index) }));
  const kernels = optimised.filter(({ module }) => optimised.every((other) => other.module !== module || other.index < 60));
  expect(new Set(kernels.map(({ index }) => index)).size).toBeGreaterThanOrEqual(6);
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
