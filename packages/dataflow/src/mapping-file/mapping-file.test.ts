import { describe, expect, test } from "vitest";
import { mappingFileOf, type MappingEntry } from "./mapping-file.ts";
import { parseMappingFile } from "./parse-mapping-file.ts";
import { Pins } from "./pins.ts";

const byOp: MappingEntry = { op: "conv1.fprop", tile: { m: 64, n: 112, k: 147 }, order: ["m", "n", "k"] };
const byShape: MappingEntry = { shape: { m: 64, n: 100, k: 576 }, tile: { m: 64, n: 50, k: 576 }, order: ["n", "m", "k"] };

/** A file with one change to the first of its mappings. */
function fileWith(change: object): unknown {
  return { schema: 1, mappings: [{ ...byOp, ...change }, byShape] };
}

test("what is written is read again, as text too", () => {
  const file = mappingFileOf([byOp, byShape]);
  expect(file.schema).toBe(1);
  expect(parseMappingFile(file)).toEqual([byOp, byShape]);
  expect(parseMappingFile(JSON.parse(JSON.stringify(file)))).toEqual([byOp, byShape]);
  expect(Object.keys(file.mappings[0]!)).toEqual(["op", "tile", "order"]);
  expect(parseMappingFile({ schema: 1, mappings: [] })).toEqual([]);
});

describe("mistakes are refused with the path to the field", () => {
  test.each([
    ["no object", [], { code: "invalid-value", path: undefined }],
    ["an unknown field", { schema: 1, mapings: [] }, { code: "unknown-key", path: "mapings", nearest: "mappings" }],
    ["no schema", { mappings: [] }, { code: "missing-value", path: "schema" }],
    ["another schema", { schema: 2, mappings: [] }, { code: "unsupported", path: "schema", found: "2", expected: "1" }],
    ["a schema in words", { schema: "1", mappings: [] }, { code: "invalid-value", path: "schema" }],
    ["no mappings", { schema: 1 }, { code: "missing-value", path: "mappings" }],
    ["mappings that are no list", { schema: 1, mappings: {} }, { code: "invalid-value", path: "mappings" }],
    ["an unknown field of a mapping", fileWith({ tiles: 1 }), { code: "unknown-key", path: "mappings[0].tiles", nearest: "tile" }],
    ["a size that is no whole number", fileWith({ tile: { m: 1.5, n: 1, k: 1 } }), { code: "invalid-value", path: "mappings[0].tile.m", found: "1.5" }],
    ["a size of nothing", fileWith({ tile: { m: 1, n: 0, k: 1 } }), { code: "invalid-value", path: "mappings[0].tile.n" }],
    ["a size that is text", fileWith({ tile: { m: 1, n: "2", k: 1 } }), { code: "invalid-value", path: "mappings[0].tile.n", found: '"2"' }],
    ["a size that is missing", fileWith({ tile: { m: 1, n: 1 } }), { code: "missing-value", path: "mappings[0].tile.k" }],
    ["a loop that is none", fileWith({ tile: { m: 1, n: 1, k: 1, p: 1 } }), { code: "unknown-key", path: "mappings[0].tile.p" }],
    ["no tile", fileWith({ tile: undefined }), { code: "missing-value", path: "mappings[0].tile" }],
    ["an order with a loop twice", fileWith({ order: ["m", "m", "k"] }), { code: "invalid-value", path: "mappings[0].order" }],
    ["an order of four", fileWith({ order: ["m", "n", "k", "k"] }), { code: "invalid-value", path: "mappings[0].order" }],
    ["no order", fileWith({ order: undefined }), { code: "missing-value", path: "mappings[0].order" }],
    ["neither op nor shape", fileWith({ op: undefined }), { code: "missing-value", path: "mappings[0].op" }],
    ["an empty name", fileWith({ op: "" }), { code: "invalid-value", path: "mappings[0].op" }],
    ["both op and shape", fileWith({ shape: byShape.tile }), { code: "invalid-value", path: "mappings[0].shape" }],
    ["an op twice", { schema: 1, mappings: [byOp, byShape, byOp] }, { code: "invalid-value", path: "mappings[2].op", expected: "one; the other is mappings[0]" }],
    ["a shape twice", { schema: 1, mappings: [byOp, byShape, byShape] }, { code: "invalid-value", path: "mappings[2].shape" }],
  ])("%s", (_, data, expected) => {
    expect(() => parseMappingFile(data)).toThrow(expect.objectContaining({ name: "LnsimError", ...expected }));
  });
});

describe("pins", () => {
  const pins = new Pins([byOp, byShape]);
  const shape = { m: 64, n: 100, k: 576 };

  test("are found by name, then by shape", () => {
    expect(pins.pinFor({ name: "conv1.fprop", ...shape })).toEqual({ mapping: { tile: byOp.tile, order: byOp.order }, path: "mappings[0]" });
    expect(pins.pinFor({ name: "conv2.fprop", ...shape })).toEqual({ mapping: { tile: byShape.tile, order: byShape.order }, path: "mappings[1]" });
    expect(pins.pinFor({ name: "conv2.fprop", ...shape, k: 577 })).toBeUndefined();
  });

  test("for no op are refused with the nearest name", () => {
    const others = [{ name: "conv2.fprop", ...shape }];
    expect(() => pins.requireKnown([{ name: "conv1.fprop", m: 1, n: 1, k: 1 }, ...others])).not.toThrow();
    expect(() => pins.requireKnown(others)).toThrow(expect.objectContaining({ code: "unknown-name", path: "mappings[0].op", nearest: "conv2.fprop" }));
    const waiting = new Pins([byOp, byShape], (op) => op === "conv1.fprop");
    expect(() => waiting.requireKnown(others)).not.toThrow();
    expect(() => pins.requireKnown([{ name: "conv1.fprop", m: 1, n: 1, k: 1 }])).toThrow(expect.objectContaining({ path: "mappings[1].shape" }));
  });
});
