import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lnsim } from "./lnsim.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lnsim-trace-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Listing {
  readonly name: string;
  readonly kind: string;
  readonly forwardMacs: number;
}

describe.concurrent("trace build", () => {
  test("writes the trace that a name stands for, the same bytes each time", async () => {
    const build = (file: string) => lnsim(["trace", "build", "resnet50", "--batch", "2", "-o", file], { cwd: folder });
    const [first, second, info] = await Promise.all([build("a.lntrace"), build("b.lntrace"), lnsim(["trace", "info", "resnet50", "--batch", "2", "--format", "json"])]);
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toContain("25,557,032 parameters");
    expect(second.stdout).toBe(first.stdout);
    expect(readFileSync(join(folder, "a.lntrace"))).toEqual(readFileSync(join(folder, "b.lntrace")));
    const written = await lnsim(["trace", "info", "a.lntrace", "--format", "json"], { cwd: folder });
    const [built, read] = [JSON.parse(info.stdout), JSON.parse(written.stdout)];
    expect(read).toEqual({ ...built, file: join(folder, "a.lntrace") });
    expect(read.macs.fprop).toBe(2 * 4_089_184_256);
  });

  test("calls the file by the name where none is given", async () => {
    const { code, stdout } = await lnsim(["trace", "build", "gemm:8,4,2"], { cwd: folder });
    expect({ code, isThere: existsSync(join(folder, "gemm-8-4-2.lntrace")) }).toEqual({ code: 0, isThere: true });
    expect(stdout).toMatch(/gemm 2->4; 8 parameters/);
  });
});

describe.concurrent("a mistake is explained, ends with exit code 2 and leaves no file", () => {
  test.each([
    [["build", "gemm:64,64", "-o", "x.lntrace"], "2 sizes", "3: M, N, K"],
    [["build", "conv:1,3,4,4,8,7,7,1,1", "-o", "x.lntrace"], "a kernel of 7 x 7", "at most 6 x 6"],
    [["build", "resnet50", "--batch", "0", "-o", "x.lntrace"], "--batch", "a whole number from 1"],
    [["build", "lenet", "-o", "."], "something that is not a file"],
    [["info", "mnist-lenet", "--batch", "4"], "--batch", "a trace that is built"],
  ])("lnsim trace %j", async (args, ...expected) => {
    const { code, stdout, stderr } = await lnsim(["trace", ...args], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    for (const part of expected) expect(stderr).toContain(part);
    expect(existsSync(join(folder, "x.lntrace"))).toBe(false);
  });
});

test.concurrent("trace list has all names, and those of the README of the traces", async () => {
  const [table, json] = await Promise.all([lnsim(["trace", "list"]), lnsim(["trace", "list", "--format", "json"])]);
  const traces: readonly Listing[] = JSON.parse(json.stdout);
  const readme = readFileSync(fileURLToPath(new URL("../../traces/README.md", import.meta.url)), "utf8");
  expect(traces.filter(({ kind }) => kind === "value")).toHaveLength(4);
  for (const { name } of traces) {
    expect(table.stdout).toMatch(new RegExp(`^${name} +(value|shape) `, "m"));
    expect(readme).toContain(`\`${name}\``);
  }
  expect(table.stdout).toMatch(/^resnet50 +shape +25\.6 M +4\.09 G /m);
  for (const form of ["gemm:M,N,K", "conv:N,C,H,W,K,R,S,stride,pad", "gpt:layers=N"]) expect(table.stdout).toContain(`\n${form}`);
});

test.concurrent("--help has the letter of a flag", async () => {
  expect((await lnsim(["trace", "build", "--help"])).stdout).toContain("-o, --out FILE");
});
