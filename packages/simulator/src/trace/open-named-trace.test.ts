import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { workloadNames } from "@lnsim/trace";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildTraceFile } from "./build-trace-file.ts";
import { listTraces } from "./list-traces.ts";
import { openNamedTrace } from "./open-named-trace.ts";
import { shippedTraces } from "./shipped-traces.ts";
import { traceInfo } from "./trace-info.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lnsim-traces-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("a trace is opened", () => {
  test("by the name of one that ships", () => {
    const trace = openNamedTrace({ trace: "mnist-lenet" });
    expect(trace.header).toMatchObject({ name: "mnist-lenet", kind: "value" });
    expect(trace.path).toBe(shippedTraces().find(({ name }) => name === "mnist-lenet")!.path);
  });

  test.each(["lenet", "gpt:layers=1,hidden=8,heads=2,sequence=4,vocabulary=10", "gemm:5,6,7", "conv:1,3,8,8,4,3,3,1,1"])("by what it is: %s, as its file", (name) => {
    const built = openNamedTrace({ trace: name });
    const file = "built.lntrace";
    buildTraceFile({ name, file, folder });
    const { path, ...read } = openNamedTrace({ trace: file, folder });
    expect(path).toBe(join(folder, file));
    expect(built).toEqual({ ...read, path: name });
  });

  test("with another batch", () => {
    expect(openNamedTrace({ trace: "lenet" }).header.batchSize).toBe(32);
    expect(openNamedTrace({ trace: "lenet", batch: 5 }).header.stepShapes).toMatchObject([{ batch: 5, count: 1 }]);
  });

  test("as a file where the name has a slash", () => {
    expect(() => openNamedTrace({ trace: "./gpt:1t", folder })).toThrow(expect.objectContaining({ code: "file-not-found", path: join(folder, "gpt:1t") }));
  });
});

test("writing a built trace again gives the same bytes", () => {
  const bytes = (file: string): Buffer => {
    buildTraceFile({ name: "mlp", file, folder, batch: 7 });
    return readFileSync(join(folder, file));
  };
  expect(bytes("a.lntrace")).toEqual(bytes("b.lntrace"));
});

describe("mistakes in names", () => {
  test.each([
    ["resnt50", { code: "unknown-name", nearest: "resnet50" }],
    ["mnist-lenett", { code: "unknown-name", nearest: "mnist-lenet" }],
    ["gem:1,2,3", { code: "unknown-name", nearest: "gemm:1,2,3" }],
    ["gpt:1T", { code: "invalid-value", nearest: "1t" }],
    ["gemm:64,64", { code: "invalid-value", found: "2 sizes" }],
    ["nowhere.lntrace", { code: "file-not-found" }],
  ])("%s", (trace, details) => {
    expect(() => openNamedTrace({ trace, folder })).toThrow(expect.objectContaining(details));
  });

  test("a batch of a trace that has its own", () => {
    const refused = expect.objectContaining({ code: "invalid-combination", path: "--batch", found: "4" });
    expect(() => openNamedTrace({ trace: "mnist-lenet", batch: 4 })).toThrow(refused);
    expect(() => openNamedTrace({ trace: "gemm:4,5,6", batch: 4 })).toThrow(refused);
  });

  test("a trace that ships cannot be built", () => {
    expect(() => buildTraceFile({ name: "mnist-lenet", file: "x", folder })).toThrow(expect.objectContaining({ code: "unknown-name", found: "mnist-lenet" }));
  });
});

test("the list has every named trace once, with the sizes of what it opens", () => {
  const traces = listTraces();
  const names = traces.map(({ name }) => name);
  expect(names).toEqual([...shippedTraces().map(({ name }) => name), ...workloadNames]);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, kind, parameters, forwardMacs, batchSize, path } of traces.filter((trace) => !trace.name.startsWith("gpt:"))) {
    const info = traceInfo({ trace: name });
    expect(info, name).toMatchObject({ kind, parameters, batchSize, file: path ?? name });
    expect(info.macs.fprop, name).toBe(forwardMacs * batchSize);
  }
});
