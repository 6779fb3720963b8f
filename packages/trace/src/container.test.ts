import { existsSync, lstatSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { LnsimError } from "@lnsim/contracts";
import * as fc from "fast-check";
import { Packr } from "msgpackr";
import { afterAll, describe, expect, test } from "vitest";
import { memorySource } from "./byte-source.ts";
import { walkBlocks } from "./container-damage.ts";
import { encodeIndex, type BlockPlace } from "./container-index.ts";
import { openContainer } from "./container-reader.ts";
import { createContainerWriter, writeContainerFile } from "./container-writer.ts";
import { encodeFrameHead } from "./frame.ts";
import { frameHeadBytes, headerBytes, indexTag, tailBytes, tailMagic, viewOf } from "./layout.ts";
import { decodePayload } from "./payload.ts";
import type { PlainData } from "./plain-data.ts";

const folder = mkdtempSync(join(tmpdir(), "lnsim-container-"));
afterAll(() => rmSync(folder, { recursive: true }));

function encode(blocks: { readonly [name: string]: PlainData }): Uint8Array {
  const parts: Uint8Array[] = [];
  const writer = createContainerWriter({ append: (bytes) => void parts.push(bytes) });
  for (const [name, data] of Object.entries(blocks)) writer.append(name, data);
  writer.finish();
  return new Uint8Array(Buffer.concat(parts));
}

function decode(bytes: Uint8Array): { readonly [name: string]: PlainData } {
  const container = openContainer(memorySource(bytes, "memory"));
  return Object.fromEntries(container.blocks.map(({ name }) => [name, container.read(name)]));
}

/** The error that reading these bytes gives, or what was read. */
function attempt(bytes: Uint8Array): unknown {
  try {
    return decode(bytes);
  } catch (error) {
    return error;
  }
}

const sample = {
  header: { name: "x", sizes: [1, 2, 3.5], nested: { a: null, b: true } },
  values: { floats: Float32Array.of(1, -0, NaN), doubles: Float64Array.of(-0, 1e300), codes: Uint8Array.of(1, 255) },
  indices: Uint32Array.of(0, 4_294_967_295),
};

describe("round trip", () => {
  test("keeps objects, lists, numbers, texts and typed arrays, negative zero in arrays included", () => {
    expect(decode(encode(sample))).toEqual(sample);
  });

  test("of any plain data", () => {
    const scalar = fc.oneof(fc.string(), fc.double({ noNaN: true }).map((x) => x + 0), fc.boolean(), fc.constant(null), fc.integer());
    const array = fc.oneof(fc.float32Array(), fc.float64Array(), fc.uint16Array(), fc.int32Array());
    const tree = fc.letrec<{ node: PlainData }>((tie) => ({
      node: fc.oneof({ maxDepth: 3 }, scalar, array, fc.array(tie("node")), fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), tie("node"))),
    }));
    fc.assert(
      fc.property(tree.node, (data) => {
        expect(normal(decode(encode({ data })))).toEqual(normal({ data }));
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

/** -0 of plain numbers is 0 in msgpack, and dictionaries of fast-check have no prototype. */
function normal(data: PlainData): unknown {
  if (typeof data === "number") return data === 0 ? 0 : data;
  if (Array.isArray(data)) return data.map(normal);
  if (data === null || typeof data !== "object" || ArrayBuffer.isView(data)) return data;
  return Object.fromEntries(Object.entries(data).map(([key, item]) => [key, normal(item as PlainData)]));
}

/** Frames followed by an index of these places and a tail, with all checksums right. */
function withIndex(frames: Uint8Array, places: readonly BlockPlace[]): Uint8Array {
  const payload = encodeIndex(places);
  const tail = new Uint8Array(tailBytes);
  tail.set(tailMagic);
  viewOf(tail).setFloat64(8, frames.length + frameHeadBytes + payload.length + tailBytes, true);
  viewOf(tail).setFloat64(16, frames.length, true);
  viewOf(tail).setUint32(24, crc32(tail.subarray(0, 24)), true);
  return Uint8Array.of(...frames, ...encodeFrameHead(indexTag, payload), ...payload, ...tail);
}

describe("damage", () => {
  const bytes = encode(sample);

  test("of any one bit is an error, never silent", () => {
    for (let offset = 0; offset < bytes.length; offset++) {
      for (let bit = 0; bit < 8; bit++) {
        const damaged = Uint8Array.from(bytes);
        damaged[offset]! ^= 1 << bit;
        expect(attempt(damaged), `byte ${offset}, bit ${bit}`).toMatchObject({ name: "LnsimError", code: "trace-corrupt" });
      }
    }
  });

  test("of several bytes close together is an error", () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 5), fc.uint8Array({ minLength: 1, maxLength: 4 }), (offset, patch) => {
        const damaged = Uint8Array.from(bytes);
        damaged.set(patch, offset);
        if (Buffer.compare(damaged, bytes) === 0) return;
        expect(attempt(damaged)).toMatchObject({ code: "trace-corrupt" });
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  test("names the block and the byte where it starts", () => {
    const place = openContainer(memorySource(bytes, "memory")).blocks[1]!;
    const damaged = Uint8Array.from(bytes);
    damaged[place.offset + 30]! ^= 4;
    expect(attempt(damaged)).toMatchObject({ path: `memory: byte ${place.offset} (block values)` });
  });

  test("a cut anywhere is a truncation that says what was whole", () => {
    const places = openContainer(memorySource(bytes, "memory")).blocks;
    for (let length = 0; length < bytes.length; length++) {
      const error = attempt(bytes.subarray(0, length)) as LnsimError;
      expect(error, `cut at ${length}`).toMatchObject({ code: "trace-truncated" });
      for (const { name, offset, sizeBytes } of places) {
        expect(error.found!.includes(name), `${name} at ${length}`).toBe(offset + sizeBytes <= length);
      }
    }
  });

  test("of the last block in a file that is cut as well is told from the cut", () => {
    const damaged = Uint8Array.from(bytes.subarray(0, bytes.length - tailBytes));
    damaged[headerBytes + 20]! ^= 1;
    expect(attempt(damaged)).toMatchObject({ code: "trace-corrupt" });
  });

  test("bytes after the tail are refused", () => {
    expect(attempt(Uint8Array.of(...bytes, 0))).toMatchObject({ code: "trace-corrupt" });
    expect(attempt(Uint8Array.of(...bytes, ...bytes))).toMatchObject({ code: "trace-corrupt" });
  });

  test("a block that is missing in the middle is noticed", () => {
    const { offset, sizeBytes } = openContainer(memorySource(bytes, "memory")).blocks[1]!;
    const without = Uint8Array.of(...bytes.subarray(0, offset), ...bytes.subarray(offset + sizeBytes));
    expect(attempt(without)).toMatchObject({ code: "trace-corrupt", found: expect.stringContaining("not as long as its tail says") });
  });

  test("bytes that no block claims are noticed", () => {
    const [first, second, third] = openContainer(memorySource(bytes, "memory")).blocks as readonly BlockPlace[];
    const written = bytes.subarray(0, third!.offset + third!.sizeBytes);
    expect(() => decode(withIndex(written, [first!, third!]))).toThrow(/damaged/);
    expect(() => decode(withIndex(written, [first!, second!]))).toThrow(/damaged/);
    expect(() => decode(withIndex(written, [first!, { ...second!, sizeBytes: 0 }, second!, third!]))).toThrow(/damaged/);
    expect(decode(withIndex(written, [first!, second!, third!]))).toEqual(sample);
  });

  test("a text and another program's file are refused", () => {
    for (const text of ["hello", "PK\u0003\u0004 something that is longer than a header"]) {
      expect(attempt(new TextEncoder().encode(text))).toMatchObject({ code: "trace-corrupt" });
    }
  });

  test("whole blocks of an unfinished file can be listed", () => {
    const places = openContainer(memorySource(bytes, "memory")).blocks;
    const { whole, end } = walkBlocks(memorySource(bytes.subarray(0, places[2]!.offset + 5), "memory"));
    expect(whole).toEqual(places.slice(0, 2));
    expect(end).toMatchObject({ offset: places[2]!.offset, reason: "file-ends" });
  });
});

test("another version is named, found and expected", () => {
  const bytes = encode(sample);
  viewOf(bytes).setUint32(8, 9, true);
  viewOf(bytes).setUint32(12, crc32(bytes.subarray(0, 12)), true);
  expect(attempt(bytes)).toMatchObject({ code: "trace-version", found: "version 9", expected: "version 1" });
});

describe("only plain data", () => {
  const foreign = [new Map([[1, 2]]), new Set([1]), /x/, new Error("x"), new Date(0), 10n, undefined, () => 1, new ArrayBuffer(2)];

  test.each(foreign.map((value) => [String(value?.constructor?.name), value]))("%s is not written", (_, value) => {
    expect(() => encode({ data: { deep: [value as unknown as PlainData] } })).toThrow(/data\.data\.deep\[0\]/);
  });

  const packr = new Packr({ moreTypes: true, useRecords: false, mapsAsObjects: false });
  // What msgpack has a notation of its own for; a Map is written as a plain object is.
  const readable = foreign.filter((value) => typeof value !== "function" && !(value instanceof Map));
  test.each(readable.map((value) => [String(value?.constructor?.name), value]))("%s is not read", (_, value) => {
    expect(() => decodePayload(new Uint8Array(packr.pack({ data: [value] })))).toThrow(/data\.data\[0\]/);
  });

  test("a payload that is no msgpack, or more than one value, is not read", () => {
    expect(() => decodePayload(Uint8Array.of(0xc1))).toThrow();
    expect(() => decodePayload(Uint8Array.of(1, 2))).toThrow();
    expect(() => decodePayload(new Uint8Array(0))).toThrow();
  });

  test("nesting without end is not read", () => {
    expect(() => decodePayload(new Uint8Array(1000).fill(0x91))).toThrow();
    expect(() => decodePayload(Uint8Array.of(...new Uint8Array(1000).fill(0x91), 0))).toThrow(/nested/);
  });
});

describe("files", () => {
  test("appear whole", () => {
    const path = join(folder, "whole");
    writeContainerFile(path, (writer) => writer.append("a", [1]));
    expect(new Uint8Array(readFileSync(path))).toEqual(encode({ a: [1] }));
  });

  test("a failure while writing leaves neither a file nor a part of one, and an older file as it was", () => {
    const path = join(folder, "older");
    writeFileSync(path, "older");
    const before = readdirSync(folder);
    expect(() =>
      writeContainerFile(path, (writer) => {
        writer.append("a", 1);
        throw new Error("stop");
      }),
    ).toThrow("stop");
    expect(readdirSync(folder)).toEqual(before);
    expect(readFileSync(path, "utf8")).toBe("older");
  });

  test("a folder that cannot be written is a typed error", () => {
    const inFile = join(folder, "older", "trace");
    const inNothing = join(folder, "missing", "trace");
    for (const path of [inFile, inNothing]) {
      expect(() => writeContainerFile(path, () => {})).toThrow(expect.objectContaining({ code: "file-unwritable", path }));
    }
  });

  test.skipIf(!existsSync("/dev/null"))("a device is not replaced by a file", () => {
    const link = join(folder, "device");
    symlinkSync("/dev/null", link);
    expect(() => writeContainerFile(link, () => {})).toThrow(expect.objectContaining({ code: "file-unwritable", path: link }));
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    rmSync(link);
  });

  test("a path that is a folder is a typed error and leaves nothing", () => {
    const before = readdirSync(folder);
    expect(() => writeContainerFile(folder, () => {})).toThrow(expect.objectContaining({ code: "file-unwritable" }));
    expect(readdirSync(folder)).toEqual(before);
  });
});
