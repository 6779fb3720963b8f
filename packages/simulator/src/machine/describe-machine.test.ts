import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeMachine } from "./describe-machine.ts";

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "lnsim-machine-"))));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return `./${name}`;
}

async function mistakes(request: Parameters<typeof describeMachine>[0]): Promise<LnsimError[]> {
  const error: unknown = await describeMachine({ folder, ...request }).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  return error instanceof AggregateError ? error.errors : [error as LnsimError];
}

describe("a description", () => {
  test("takes its values from itself, from what it extends, and from the defaults", async () => {
    const machine = write("half.yaml", "name: half\nextends: lns-madam\npe:\n  lanes: 16\n");
    const { name, values, origins } = await describeMachine({ machine, folder });
    expect([name, values.pe.lanes, values.pe.vectorSize]).toEqual(["half", 16, 32]);
    expect(origins.get("pe.lanes")).toBe("./half.yaml:4:3");
    expect(origins.get("pe.vectorSize")).toMatch(/^preset lns-madam:\d+:\d+$/);
    expect(origins.get("ppu.stagingRows")).toBe("default");
  });

  test("in TypeScript is as good", async () => {
    const machine = write("half.ts", `export default { extends: "lns-madam", pe: { lanes: 16 as number } };\n`);
    const { values, origins } = await describeMachine({ machine, folder });
    expect(values.pe.lanes).toBe(16);
    expect(origins.get("pe.lanes")).toBe("./half.ts");
  });

  test("has a hash of its values alone", async () => {
    const same = write("same.yaml", "extends: lns-madam\nname: other\npe: { lanes: 32 }\n");
    const [reference, other, changed] = await Promise.all([
      describeMachine({ machine: "lns-madam" }),
      describeMachine({ machine: same, folder }),
      describeMachine({ machine: "lns-madam", set: ["pe.lanes=16"] }),
    ]);
    expect(other.hash).toBe(reference.hash);
    expect(changed.hash).not.toBe(reference.hash);
    expect(reference.hash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("--set", () => {
  test("changes values and says what it changed", async () => {
    const { values, changes, origins } = await describeMachine({ machine: "lns-madam", set: ["pe.lanes=16", "numerics.datapath.lut=2"] });
    expect([values.pe.lanes, values.numerics.datapath.lut]).toEqual([16, 2]);
    expect(changes).toEqual([
      { path: "pe.lanes", from: 32, to: 16 },
      { path: "numerics.datapath.lut", from: 8, to: 2 },
    ]);
    expect(origins.get("pe.lanes")).toBe("--set");
  });

  test("of a value that stands there already changes nothing", async () => {
    const { changes } = await describeMachine({ machine: "lns-madam", set: ["pe.lanes=32"] });
    expect(changes).toEqual([]);
  });

  test("of the operand format brings that format's datapath, from its defaults", async () => {
    const { values, origins } = await describeMachine({ machine: "lns-madam", set: ["numerics.format=lns6"] });
    expect(values.numerics.datapath.lut).toBe(2);
    expect(origins.get("numerics.format")).toBe("--set");
    const float = await describeMachine({ machine: "lns-madam", set: ["numerics.format=fp32"] });
    expect(Object.keys(float.values.numerics.datapath)).not.toContain("lut");
  });
});

describe("mistakes", () => {
  test.each<[string, string[], Partial<LnsimError>]>([
    ["an unknown key", ["pe.lane=16"], { code: "unknown-key", nearest: "pe.lanes" }],
    ["an unknown section", ["pee.lanes=16"], { code: "unknown-key", nearest: "pe" }],
    ["a negative size", ["bufferA.sizeBytes=-1"], { code: "invalid-value", found: "-1" }],
    ["an unknown format", ["numerics.format=lms8"], { code: "unknown-name", nearest: "lns8" }],
    ["an unknown datapath parameter", ["numerics.datapath.lutt=1"], { code: "unknown-key", nearest: "numerics.datapath.lut" }],
    ["no value", ["pe.lanes"], { code: "syntax" }],
    ["the prototype", ["pe.__proto__=1"], { code: "syntax" }],
    ["an inherited name", ["constructor=1"], { code: "unknown-key" }],
    ["a path through an inherited name", ["pe.constructor.x=1"], { code: "unknown-key" }],
    ["a path through a value", ["pe.lanes.x=1"], { code: "unknown-key" }],
    ["a change of the head", ["name=x"], { code: "unsupported" }],
    ["the vector size in two places", ["numerics.datapath.vectorSize=16"], { code: "unknown-key" }],
  ])("%s", async (_name, set, expected) => {
    const [error] = await mistakes({ machine: "lns-madam", set });
    expect(error).toBeInstanceOf(LnsimError);
    expect(error).toMatchObject(expected);
  });

  test("in a file are all reported, with line and column", async () => {
    const machine = write("bad.yaml", "extends: lns-madam\npe:\n  lanes: -4\n  lame: 3\nppu:\n  width: wide\n");
    const errors = await mistakes({ machine });
    expect(errors.map(({ path }) => path).sort()).toEqual([
      "pe.lame in ./bad.yaml:4:3",
      "pe.lanes in ./bad.yaml:3:3",
      "ppu.width in ./bad.yaml:6:3",
    ]);
  });

  test("broken YAML has a line and a column", async () => {
    const [error] = await mistakes({ machine: write("broken.yaml", "pe:\n  lanes: [1, 2\n") });
    expect(error).toMatchObject({ code: "syntax", path: expect.stringMatching(/broken\.yaml:\d+:\d+$/) });
  });

  test.each([
    ["an alias into itself", "itself.yaml", "pe: &p { lanes: *p }\n", "pe.lanes in ./itself.yaml"],
    ["an alias of nothing", "nothing.yaml", "pe: { lanes: *nope }\n", "./nothing.yaml"],
    ["an alias bomb", "bomb.yaml", `a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [${"*a,".repeat(9)}]\nc: [${"*b,".repeat(20)}]\n`, "./bomb.yaml"],
    ["a prototype", "prototype.yaml", "pe: { __proto__: { lanes: 3 } }\n", "pe in ./prototype.yaml"],
    ["a circle in TypeScript", "circle.ts", "const pe = {}; pe.lanes = pe; export default { pe };\n", "pe.lanes in ./circle.ts"],
    ["a function", "function.ts", "export default { pe: { lanes() {} } };\n", "pe.lanes in ./function.ts"],
    ["a big integer", "big.ts", "export default { pe: { lanes: 5n } };\n", "pe.lanes in ./big.ts"],
    ["a map", "map.ts", "export default { pe: new Map([['lanes', 3]]) };\n", "pe in ./map.ts"],
  ])("%s is no description", async (_name, file, text, path) => {
    expect(await mistakes({ machine: write(file, text) })).toMatchObject([{ code: "syntax", path }]);
  });

  test("names that every object inherits are unknown keys", async () => {
    expect(await mistakes({ machine: write("inherited.yaml", "constructor: 3\npe: { toString: 3 }\n") })).toMatchObject([
      { code: "unknown-key", path: "constructor in ./inherited.yaml:1:1" },
      { code: "unknown-key", path: "pe.toString in ./inherited.yaml:2:7" },
    ]);
  });

  test("a circle of descriptions is refused", async () => {
    write("a.yaml", "extends: ./b.yaml\n");
    const [error] = await mistakes({ machine: write("b.yaml", "extends: ./a.yaml\n") });
    expect(error).toMatchObject({ code: "invalid-combination" });
  });

  test.each<[string, Partial<LnsimError>]>([
    ["lns-madan", { code: "unknown-name", nearest: "lns-madam" }],
    ["./nowhere.yaml", { code: "file-not-found" }],
    ["./machine.txt", { code: "file-not-found" }],
  ])("machine %s", async (machine, expected) => {
    expect(await mistakes({ machine })).toMatchObject([expected]);
  });
});
