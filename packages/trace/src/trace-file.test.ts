import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { tinyTrace } from "./testing/tiny-trace.ts";
import type { TraceContent, TraceHeader } from "./schema.ts";
import { decodeTrace, openTrace } from "./trace-reader.ts";
import { encodeTrace, writeTrace } from "./trace-writer.ts";

const folder = mkdtempSync(join(tmpdir(), "lnsim-trace-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a trace that was written is read back", () => {
  const path = join(folder, "tiny.lntrace");
  writeTrace(path, tinyTrace());
  const { header, parameters, indices, recorded } = openTrace(path);
  expect({ header, parameters, indices, recorded }).toEqual(tinyTrace());
});

test("the content hash is the content's, not the file's name's", () => {
  const path = join(folder, "a.lntrace");
  const copy = join(folder, "b.lntrace");
  writeTrace(path, tinyTrace());
  copyFileSync(path, copy);
  const hash = openTrace(path).contentHash;
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(openTrace(copy).contentHash).toBe(hash);
  expect(decodeTrace(encodeTrace(tinyTrace())).contentHash).toBe(hash);
  expect(decodeTrace(encodeTrace(withHeader({ description: "other" }))).contentHash).not.toBe(hash);
});

test("writing twice gives the same bytes", () => {
  expect(encodeTrace(tinyTrace())).toEqual(encodeTrace(tinyTrace()));
});

test("a shape trace has no values", () => {
  const { dataset: _d, recipe: _r, ...header } = tinyTrace().header;
  const shape: TraceContent = { header: { ...header, kind: "shape", model: [] }, parameters: new Map(), indices: [], recorded: null };
  expect(decodeTrace(encodeTrace(shape))).toMatchObject(shape);
});

test("a missing file and a folder are typed errors", () => {
  expect(() => openTrace(join(folder, "missing"))).toThrow(expect.objectContaining({ code: "file-not-found" }));
  expect(() => openTrace(folder)).toThrow(expect.objectContaining({ code: "file-unreadable" }));
});

function withHeader(changes: object): TraceContent {
  const content = tinyTrace();
  return { ...content, header: { ...content.header, ...changes } as TraceHeader };
}

function withOp(changes: object): TraceContent {
  const { stepShapes } = tinyTrace().header;
  const [first, ...rest] = stepShapes;
  const [op, ...ops] = first!.ops;
  return withHeader({ stepShapes: [{ ...first, ops: [{ ...op, ...changes }, ...ops] }, ...rest] });
}

describe("what cannot be is refused with the field's path", () => {
  const cases: readonly (readonly [string, TraceContent, { code: string; path: string }])[] = [
    ["negative batch", withHeader({ batchSize: -2 }), { code: "invalid-value", path: "t: header.batchSize" }],
    ["fractional epochs", withHeader({ epochs: 1.5 }), { code: "invalid-value", path: "t: header.epochs" }],
    ["text for a number", withHeader({ steps: "6" }), { code: "invalid-value", path: "t: header.steps" }],
    ["wrong sum of steps", withHeader({ steps: 7 }), { code: "invalid-value", path: "t: header.steps" }],
    ["unknown kind", withHeader({ kind: "valu" }), { code: "invalid-value", path: "t: header.kind" }],
    ["unknown schema", withHeader({ schema: 1 }), { code: "invalid-value", path: "t: header.schema" }],
    ["unknown field", withHeader({ epoch: 2 }), { code: "unknown-key", path: "t: header.epoch" }],
    ["model without layers", withHeader({ model: [] }), { code: "invalid-value", path: "t: header.model" }],
    ["negative gemm", withOp({ gemms: [{ m: 2, n: -2, k: 3, count: 1 }] }), { code: "invalid-value", path: "t: header.stepShapes[0].ops[0].gemms[0].n" }],
    ["gemm beside the model", withOp({ gemms: [{ m: 2, n: 2, k: 4, count: 1 }] }), { code: "invalid-value", path: "t: header.stepShapes[0].ops[0].gemms" }],
    ["gemm and elements", withOp({ elements: 3 }), { code: "invalid-value", path: "t: header.stepShapes[0].ops[0]" }],
    ["unknown pass", withOp({ pass: "forward" }), { code: "invalid-value", path: "t: header.stepShapes[0].ops[0].pass" }],
    ["dependency on itself", withOp({ after: [0] }), { code: "invalid-value", path: "t: header.stepShapes[0].after" }],
    ["step without ops", withoutOps(), { code: "invalid-value", path: "t: header.stepShapes[0].ops" }],
    ["weight that is no number", withWeight(Number.NaN), { code: "invalid-value", path: "t: parameters/fc1.weight.values[2]" }],
    ["infinite weight", withWeight(Infinity), { code: "invalid-value", path: "t: parameters/fc1.weight.values[2]" }],
    ["wrong shape", { ...tinyTrace(), parameters: wrongShape() }, { code: "invalid-value", path: "t: parameters/fc1.weight.shape" }],
    ["missing tensor", { ...tinyTrace(), parameters: new Map() }, { code: "invalid-value", path: "t: blocks" }],
    ["missing epoch", { ...tinyTrace(), indices: [Uint32Array.of(1)] }, { code: "invalid-value", path: "t: blocks" }],
    ["short epoch", { ...tinyTrace(), indices: [Uint32Array.of(1), Uint32Array.of(1)] }, { code: "invalid-value", path: "t: indices" }],
    ["accuracy in percent", withAccuracy(75), { code: "invalid-value", path: "t: recorded.testAccuracy" }],
  ];

  test.each(cases)("%s", (_, content, expected) => {
    if (expected.path.endsWith(".after")) expected.path = "t: header.stepShapes[0].ops[0].after";
    const bytes = encodeTrace(content);
    expect(() => decodeTrace(bytes, "t")).toThrow(expect.objectContaining(expected));
  });

  test("a missing field is named", () => {
    const { epochs: _, ...header } = tinyTrace().header;
    const bytes = encodeTrace({ ...tinyTrace(), header: header as TraceHeader });
    expect(() => decodeTrace(bytes, "t")).toThrow(expect.objectContaining({ code: "missing-value", path: "t: header.epochs" }));
  });

  test("a slip in a field's name gets the right name", () => {
    const { epochs, ...header } = tinyTrace().header;
    const bytes = encodeTrace({ ...tinyTrace(), header: { ...header, epochs, epoch: 1 } as unknown as TraceHeader });
    expect(() => decodeTrace(bytes, "t")).toThrow(expect.objectContaining({ code: "unknown-key", nearest: "epochs" }));
  });
});

function withoutOps(): TraceContent {
  const [first, ...rest] = tinyTrace().header.stepShapes;
  return withHeader({ stepShapes: [{ ...first, ops: [] }, ...rest] });
}

function withWeight(value: number): TraceContent {
  const parameters = new Map(tinyTrace().parameters);
  const { shape, values } = parameters.get("fc1.weight")!;
  parameters.set("fc1.weight", { shape, values: values.with(2, value) });
  return { ...tinyTrace(), parameters };
}

function wrongShape(): TraceContent["parameters"] {
  const parameters = new Map(tinyTrace().parameters);
  parameters.set("fc1.weight", { shape: [3, 2], values: new Float32Array(6) });
  return parameters;
}

function withAccuracy(testAccuracy: number): TraceContent {
  const content = tinyTrace();
  return { ...content, recorded: { ...content.recorded!, testAccuracy } };
}
