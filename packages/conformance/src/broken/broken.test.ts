import { describe, expect, test } from "vitest";
import { checkFormat, checkOptimizer, examineFormat, laws } from "../index.ts";
import { brokenFormats } from "./broken-formats.fixture.ts";
import { brokenOptimizers, momentum } from "./optimizers.fixture.ts";
import { integers, powers, quarters } from "./sound-formats.fixture.ts";

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
