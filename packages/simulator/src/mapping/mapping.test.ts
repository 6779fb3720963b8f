import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunRequest } from "../run/run-request.ts";
import { run } from "../run/run.ts";
import { mapMachine } from "./map-machine.ts";
import { mappingText } from "./mapping-text.ts";

const request = { machine: "lns-madam-chip", trace: "conv:2,64,28,28,128,3,3,1,1", passes: ["fprop", "wgrad"] };
let folder: string;
let text: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lnsim-mapping-"));
  text = mappingText(await mapMachine(request));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs with a mapping file of this text. */
function pinned(content: string, changes: Partial<RunRequest> = {}) {
  writeFileSync(join(folder, "map.yaml"), content);
  return run({ ...request, mapping: "map.yaml", folder, ...changes });
}

describe("a mapping file", () => {
  test("has every product by name with its sizes and estimate beside it", () => {
    expect(text).toMatch(/^# Mappings of conv:2,64,28,28,128,3,3,1,1, batch \d+, on lns-madam-chip\./);
    expect(text).toMatch(/\n {2}# m 128, n 1568, k 576: \d+ cycles \(array \d+, memory \d+\), \d+ tiles\n {2}- op: conv\.fprop\n {4}tile: \{ m: \d+, n: \d+, k: \d+ \}\n/);
    expect(text).toContain("- op: conv.wgrad");
  });

  test("as it was written changes nothing but what is said of it", async () => {
    const [searched, same] = await Promise.all([run(request), pinned(text)]);
    expect(same!.machine.mapping).toEqual({ hash: expect.stringMatching(/^[0-9a-f]{64}$/), pinned: 2 });
    expect(searched!.machine.mapping).toBeNull();
    expect(same!.cycles).toEqual(searched!.cycles);
    expect(same!.traffic).toEqual(searched!.traffic);
  });

  test("nor does it where tensors stay in a stash, which the estimates know", async () => {
    const given = { machine: "lns-madam-chip", trace: "mnist-lenet", numerics: false, set: ["globalBuffer.stashBytes=1048576"], passes: ["fprop", "dgrad", "wgrad", "update"] };
    const mapped = await mapMachine(given);
    expect(mapped.products.some(({ tiles }) => tiles!.cost.stashCycles > 0)).toBe(true);
    const [searched, same] = await Promise.all([run(given), pinned(mappingText(mapped), given)]);
    expect(searched!.traffic!["stash"]!.readBytes).toBeGreaterThan(1e6);
    expect(same!.cycles).toEqual(searched!.cycles);
    expect(same!.stash).toEqual(searched!.stash);
  });

  test("that was edited decides the tiles, and the map shows them as pinned", async () => {
    const edited = text.replace(/tile: \{.*\}/, "tile: { m: 128, n: 56, k: 64 }").replace(/order: \[.*\]/, "order: [ m, k, n ]");
    const [searched, changed] = await Promise.all([run(request), pinned(edited)]);
    const traffic = (result: typeof changed): number => result!.traffic!["dram"]!.readBytes;
    expect(traffic(changed)).toBeGreaterThan(traffic(searched));
    const [product] = (await mapMachine({ ...request, mapping: join(folder, "map.yaml") })).products;
    expect(product!.tiles).toMatchObject({ tile: { m: 128, n: 56, k: 64 }, order: ["m", "k", "n"], considered: 1 });
    expect(product!.nest).toContain("for k: 9 x 64 (tile)");
  });

  test("is for the full-batch step, which is said where there are others; mappings of passes that are left out wait", async () => {
    const sizes = { machine: "lns-madam-chip", trace: "mnist-mlp" };
    const written = mappingText(await mapMachine(sizes));
    expect(written).toContain("- op: fc3.dgrad");
    const result = await pinned(written, { ...sizes, numerics: false });
    expect(result!.notes).toContain("mappings are pinned in steps of batch 128; those of batch 96 are searched");
  });
});

describe("a mistake in a mapping file is told with its place", () => {
  const entry = (fields: string): string => `schema: 1\nmappings:\n  - ${fields}\n`;
  const tile = "tile: { m: 128, n: 56, k: 576 }";
  test.each([
    ["an unknown op", entry(`op: conv.fprob\n    ${tile}\n    order: [m, n, k]`), { code: "unknown-name", path: "mappings[0].op in map.yaml:3:5", nearest: "conv.fprop" }],
    ["an unknown shape", entry(`shape: { m: 1, n: 2, k: 3 }\n    tile: { m: 1, n: 2, k: 3 }\n    order: [m, n, k]`), { path: "mappings[0].shape in map.yaml:3:5" }],
    ["a tile beyond the product", entry(`op: conv.fprop\n    tile: { m: 129, n: 56, k: 576 }\n    order: [m, n, k]`), { path: "mappings[0].tile.m in map.yaml:4:13", expected: "a whole number from 1 to 128" }],
    ["a tile that does not fit", entry(`op: conv.fprop\n    tile: { m: 128, n: 1568, k: 576 }\n    order: [m, k, n]`), { code: "invalid-combination", path: "mappings[0].tile in map.yaml:4:5", found: expect.stringContaining("bytes") }],
    ["a wrong key", entry(`op: conv.fprop\n    tiles: {}`), { code: "unknown-key", path: "mappings[0].tiles in map.yaml:4:5", nearest: "tile" }],
    ["a wrong size", entry(`op: conv.fprop\n    tile: { m: x, n: 1, k: 1 }\n    order: [m, n, k]`), { path: "mappings[0].tile.m in map.yaml:4:13" }],
    ["an op twice", `${entry(`op: conv.fprop\n    ${tile}\n    order: [m, n, k]`)}  - op: conv.fprop\n    ${tile}\n    order: [m, n, k]\n`, { path: "mappings[1].op in map.yaml:6:5" }],
    ["broken syntax", "schema: 1\nmappings: [", { code: "syntax", path: expect.stringMatching(/^map\.yaml:\d:\d+$/) }],
    ["no schema", "mappings: []", { code: "missing-value", path: expect.stringContaining("map.yaml:1:1") }],
    ["an empty file", "", { code: "invalid-value", path: "map.yaml:1:1" }],
  ])("%s", async (_what, content, expected) => {
    if (_what === "a tile that does not fit") await expect(pinned(content, { set: ["globalBuffer.sizeBytes=262144"] })).rejects.toMatchObject(expected);
    else await expect(pinned(content)).rejects.toMatchObject(expected);
  });

  test("a file that is not there, and a machine without tiles", async () => {
    await expect(run({ ...request, mapping: "none.yaml", folder })).rejects.toMatchObject({ code: "file-not-found", remedy: expect.stringContaining("machine map") });
    await expect(pinned(text, { machine: "systolic" })).rejects.toMatchObject({ code: "invalid-combination", path: "--mapping" });
    const systolic = await mapMachine({ ...request, machine: "systolic" });
    expect(systolic.products[0]!.tiles).toBeNull();
    expect(() => mappingText(systolic)).toThrow(expect.objectContaining({ code: "invalid-combination", path: "--out" }));
  });
});
