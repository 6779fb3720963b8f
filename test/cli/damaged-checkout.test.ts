import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { copyCheckout, type CheckoutCopy } from "./checkout-copy.ts";

let copy: CheckoutCopy;
beforeEach(() => void (copy = copyCheckout()));
afterEach(() => copy.remove());

const kernels = "packages/numerics/wasm/fixed-gemm.wasm";
const shortRun = ["run", "--steps", "1"];

describe("without the compiled kernels of this source", { timeout: 60_000 }, () => {
  async function expectRemedy(found: string): Promise<void> {
    const { code, stdout, stderr } = await copy.lnsim(...shortRun);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^error: the compiled arithmetic kernels are /);
    expect(stderr).toContain(found);
    expect(stderr).toContain("do: run: npm run build");
  }

  test("a run says how to get them, and times without them", async () => {
    rmSync(copy.path("packages/numerics/wasm"), { recursive: true });
    await expectRemedy("missing");
    expect((await copy.lnsim(...shortRun, "--numerics", "off")).code).toBe(0);
  });

  test("a file that was cut off is refused", async () => {
    writeFileSync(copy.path(kernels), readFileSync(copy.path(kernels)).subarray(0, 1000));
    await expectRemedy("WebAssembly.Module()");
  });

  test("a file with other exports is refused", async () => {
    copyFileSync(copy.path("packages/numerics/wasm/float-gemm.wasm"), copy.path(kernels));
    await expectRemedy("is not a function");
  });

  test("a file that computes something else is refused", async () => {
    const source = copy.path("packages/numerics/src/self-test/self-test-cases.ts");
    const other = readFileSync(source, "utf8").replaceAll(/hash: 0x[0-9a-f]+/g, "hash: 0x1");
    expect(other).toContain("hash: 0x1");
    writeFileSync(source, other);
    await expectRemedy("other results in the self-test");
  });
});

describe("a bug of ours ends with exit code 70, its stack and the command that shows it", { timeout: 60_000 }, () => {
  test.each([
    ["the command itself", "packages/cli/src/commands/format-list.ts", ["format", "list"]],
    ["its worker", "packages/simulator/src/run/run.ts", shortRun],
  ])("in %s", async (_where, file, args) => {
    copy.append(file, `\nthrow new Error("a broken invariant");\n`);
    const { code, stdout, stderr } = await copy.lnsim(...args);
    expect({ code, stdout }).toEqual({ code: 70, stdout: "" });
    expect(stderr).toContain("this is a bug in lnsim");
    expect(stderr).toMatch(/a broken invariant\n\s+at /);
    expect(stderr).toContain(`reproduce it with: lnsim ${args.join(" ")}`);
  });
});
