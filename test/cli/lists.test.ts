import { describe, expect, test } from "vitest";
import { lnsim } from "./lnsim.ts";

interface Entry {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly id: string;
  readonly family: string;
}

async function listed(kind: "format" | "optimizer"): Promise<Entry[]> {
  return JSON.parse((await lnsim([kind, "list", "--format", "json"])).stdout);
}

test.concurrent.each([
  "format list",
  "optimizer list",
  "plugin list",
  "machine list",
  "trace list",
  "format show lns8",
  "optimizer show madam-integer",
  "machine show lns-madam",
  "plugin info lns",
])("%s keeps to the width of a page", async (command) => {
  const { code, stdout } = await lnsim(command.split(" "));
  expect(code).toBe(0);
  expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(96);
});

test.concurrent.each(["format", "optimizer"] as const)("%s list has every thing once, under its family, with its other names", async (kind) => {
  const [entries, { stdout }] = await Promise.all([listed(kind), lnsim([kind, "list"])]);
  const ids = entries.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const families = [...new Set(entries.map(({ family }) => family))];
  const heads = families.map((family) => stdout.indexOf(`\n${family}: `));
  expect(heads).toEqual(heads.toSorted((a, b) => a - b));
  for (const { name, aliases, family } of entries) {
    const row = stdout.indexOf(`\n  ${[name, ...aliases].join(", ")} `);
    const next = heads[families.indexOf(family) + 1] ?? stdout.length;
    expect(row).toBeGreaterThan(heads[families.indexOf(family)]!);
    expect(row).toBeLessThan(next);
  }
});

test.concurrent("a preset and its family are one entry", async () => {
  const entries = await listed("format");
  expect(entries.find(({ name }) => name === "lns8")).toMatchObject({ aliases: ["lns"], id: "lns", family: "lns" });
});

describe.concurrent("format show", () => {
  test.each([
    ["lns8", "32 bits per tensor, channel, row or vector", /8 bits an element; 10 in vectors of 16, 9 in vectors of 32/],
    ["mxfp4", "8 bits for every 32 elements", /4\.25 bits an element/],
    ["bf16", "scale       none", /magnitudes +9\.18/],
  ])("%s says what its scale costs", async (name, scale, stored) => {
    const { stdout } = await lnsim(["format", "show", name]);
    expect(stdout).toContain(scale);
    expect(stdout).toMatch(stored);
  });

  test("has parameters of the format and of its datapath", async () => {
    const { stdout } = await lnsim(["format", "show", "lns8", "--format", "json"]);
    const { scale, parameters, datapath } = JSON.parse(stdout);
    expect(scale.stored).toContainEqual({ elementsPerScale: 32, bitsPerElement: 9 });
    expect(Object.keys(parameters)).toContain("gamma");
    expect(Object.keys(datapath.parameters)).toContain("lut");
  });
});

test.concurrent("infinities and NaN are encoded as the format has them", async () => {
  const [saturating, exceptional] = await Promise.all([
    lnsim(["format", "encode", "lns8", "-Infinity", "NaN", "--max", "2", "--format", "json"]),
    lnsim(["format", "encode", "fp16", "-inf", "nan", "--format", "json"]),
  ]);
  expect(JSON.parse(saturating.stdout)).toMatchObject([{ value: "-Infinity", decoded: -2 }, { value: "NaN", decoded: 0, sign: 0 }]);
  expect(JSON.parse(exceptional.stdout)).toMatchObject([{ decoded: "-Infinity", sign: -1 }, { decoded: "NaN" }]);
});
