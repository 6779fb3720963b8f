import { nearestEven, type NumberFormat } from "@lnsim/contracts";
import { describe, expect, test } from "vitest";
import { checkFormat, checkOptimizer, examineFormat, laws, type Finding } from "../index.ts";
import { brokenFormats } from "./broken-formats.fixture.ts";
import { brokenOptimizers, momentum } from "./optimizers.fixture.ts";
import { family, integerDatapath, integers, powers, quarters, wholeOctaves } from "./sound-formats.fixture.ts";

const namesOf = (kind: string): string[] => laws.filter((law) => law.kind === kind).map(({ name }) => name);

describe("formats", () => {
  test.each([integers, powers, quarters])("%o keeps every law", (create) => {
    expect(checkFormat(create(), { make: () => create() })).toEqual([]);
  });

  test("every law applies to one of the sound formats", () => {
    const verdicts = [integers, powers, quarters].flatMap((create) => examineFormat(create()));
    const held = new Set(verdicts.filter(({ outcome }) => outcome === "held").map(({ law }) => law));
    expect([...held].toSorted()).toEqual(namesOf("format").toSorted());
  });

  test("every law has a format that breaks it", () => {
    expect(Object.keys(brokenFormats).toSorted()).toEqual(namesOf("format").toSorted());
  });

  test.each(Object.keys(brokenFormats))("%s is found broken, with input, found and expected", (law) => {
    const findings = checkFormat(brokenFormats[law]()).filter((finding) => finding.law === law);
    expect(findings.length).toBeGreaterThan(0);
    for (const { input, found, expected } of findings) {
      expect(input.length * found.length * expected.length).toBeGreaterThan(0);
      expect(found).not.toMatch(/^throws/);
    }
  });
});

test("a product is held to the conversion error that is declared, which cannot be anything", () => {
  const sound = integerDatapath();
  const lawsBroken = (conversionError: number): readonly string[] => {
    const datapath = family({ ...sound, head: sound.head.map((each) => (each === 40 ? 41 : each)), conversionError });
    return [...new Set(checkFormat({ ...integers(), datapath }).map(({ law }) => law))];
  };
  expect(lawsBroken(0.026)).toEqual([]);
  expect(lawsBroken(0.024)).toEqual(["datapath-products"]);
  expect(lawsBroken(0.5)).toEqual(["datapath-products"]);
});

describe("ties are decided", () => {
  const broken = (format: NumberFormat): readonly Finding[] => checkFormat(format).filter(({ law }) => law === "ties");
  const nudged = (sound: NumberFormat, by: number): NumberFormat => ({
    ...sound,
    encode: (values, max, rounding, out) => sound.encode(values.map((value) => value * (1 + by)), max, rounding, out),
  });

  test.each([integers, powers, quarters])("for %o, whatever its spacing and scale", (create) => {
    expect(examineFormat(create()).find(({ law }) => law === "ties")!.outcome).toBe("held");
  });

  test("under a scale: half-away that goes to even, at a maximum that makes values whole", () => {
    const sound = integers();
    const format: NumberFormat = { ...sound, encode: (values, max, rounding, out) => sound.encode(values, max, rounding.mode === "half-away" ? nearestEven : rounding, out) };
    expect(broken(format)[0]).toEqual({ law: "ties", input: "the value stored for -28.5 at max = 31, half-away", found: "-28", expected: "-29" });
  });

  test("under a scale: nearest-even that goes away", () => {
    const sound = integers();
    const format: NumberFormat = { ...sound, encode: (values, max, rounding, out) => sound.encode(values, max, rounding.mode === "nearest-even" ? { mode: "half-away" } : rounding, out) };
    expect(broken(format)[0]).toMatchObject({ input: expect.stringContaining("nearest-even"), expected: "-28" });
  });

  test("of logarithms: a threshold a billionth off is found, beside it on one side", () => {
    for (const by of [1e-9, -1e-9, 1e-12]) expect(broken(nudged(powers(), by))[0]!.input).toContain("next to the middle");
    expect(broken(nudged(powers(), 1e-16))).toEqual([]);
  });

  test("of logarithms between powers of two: the mode decides", () => {
    const sound = wholeOctaves();
    expect(broken(sound)).toEqual([]);
    const half: NumberFormat = { ...sound, encode: (values, max, rounding, out) => sound.encode(values, max, rounding.mode === "half-away" ? nearestEven : rounding, out) };
    expect(broken(half)[0]).toMatchObject({ input: expect.stringContaining("half-away") });
    const away: NumberFormat = { ...sound, encode: (values, max, rounding, out) => sound.encode(values, max, rounding.mode === "nearest-even" ? { mode: "half-away" } : rounding, out) };
    expect(broken(away)[0]).toMatchObject({ input: expect.stringContaining("nearest-even"), expected: expect.stringMatching(/code/) });
  });
});

describe("optimizers", () => {
  test("the sound rule keeps every law", () => {
    expect(checkOptimizer(momentum(), { make: momentum })).toEqual([]);
  });

  test("every law has a rule that breaks it", () => {
    expect(Object.keys(brokenOptimizers).toSorted()).toEqual(namesOf("optimizer").toSorted());
  });

  test.each(Object.keys(brokenOptimizers))("%s is found broken, with input, found and expected", (law) => {
    const findings = checkOptimizer(brokenOptimizers[law](), { make: brokenOptimizers[law] }).filter((finding) => finding.law === law);
    expect(findings.length).toBeGreaterThan(0);
    for (const { input, found, expected } of findings) expect(input.length * found.length * expected.length).toBeGreaterThan(0);
  });
});

test("what a plugin throws is a finding of the law that met it", () => {
  const failing = { ...integers(), decode: integers().decode, encode: () => { throw new Error("no luck"); } };
  const findings = checkFormat(failing);
  expect(findings.length).toBeGreaterThan(5);
  expect(findings[0]).toMatchObject({ law: "codes-in-range", found: "throws: no luck" });
});

test("a law has at most three findings, the same ones every time", () => {
  const findings = checkFormat(brokenFormats["scale"]());
  expect(findings.filter(({ law }) => law === "scale")).toHaveLength(3);
  expect(checkFormat(brokenFormats["scale"]())).toEqual(findings);
});

test("laws are data: named once each, every one in a sentence", () => {
  for (const kind of ["format", "optimizer"]) expect(new Set(namesOf(kind)).size).toBe(namesOf(kind).length);
  for (const { name, sentence } of laws) {
    expect(name).toMatch(/^[a-z0-9-]+$/);
    expect(sentence).toMatch(/^([A-Z]|[a-zA-Z]+\(\)).*\.$/);
  }
});
