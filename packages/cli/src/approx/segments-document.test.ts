import { annealDefaults, annealOnce, annealResult, annealSettings } from "@lnsim/format-lns-log";
import { expect, test } from "vitest";
import { program } from "../../bin/commands.js";
import { plainStyles } from "../output/styles.ts";
import { errorPicture } from "./error-picture.ts";
import { publishedFractionBits, segmentsDocument } from "./segments-document.ts";
import { renderSegments, verdict } from "./segments-report.ts";

function found(given: { readonly bits: number; readonly fractionBits: number; readonly segments?: number }) {
  const settings = annealSettings({ ...given, restarts: 1, iterations: 1000 });
  const result = annealResult(settings, [annealOnce(settings, 0)]);
  return { result, document: segmentsDocument(result, 1) };
}

test("the command's defaults are those of the search", () => {
  const approx = program.commands.find(({ name }) => name === "approx")!;
  const flags = "commands" in approx ? approx.commands[0]!.flags : [];
  const { segments, seed, restarts, iterations } = annealDefaults;
  const defaults = Object.fromEntries(flags.flatMap(({ name, default: value }) => (value === undefined ? [] : [[name, value]])));
  expect(defaults).toMatchObject({ segments, seed, restarts, iterations });
});

test("tables are published for 5 to 8 fraction bits", () => expect(publishedFractionBits).toEqual([5, 6, 7, 8]));

test("errors stand in octaves and in LSB, beside the published ones", () => {
  const { document } = found({ bits: 13, fractionBits: 5 });
  for (const { error, published, rmsRatio } of [document.same, document.opposite]) {
    expect(error.rmsLsb).toBeCloseTo(32 * error.rmsOctaves, 12);
    expect(error.maxLsb).toBeCloseTo(32 * error.maxOctaves, 12);
    expect(rmsRatio).toBe(error.rmsOctaves / published!.error.rmsOctaves);
  }
  expect(document.same.published!.error.rmsLsb).toBeCloseTo(0.391, 3);
  expect(document.same.integer.breakpoints.map((end) => end / 32)).toEqual(document.same.real.breakpoints);
});

test("too few segments are not accepted", () => {
  const { document } = found({ bits: 13, fractionBits: 5, segments: 3 });
  expect(document.comparison).toEqual({ acceptedRatio: 1.05, isAccepted: false });
  expect(verdict(document)).toMatch(/more than 5 %: NO \(rms ratio \d/);
});

test("without a published width there is nothing to compare with", () => {
  const { result, document } = found({ bits: 12, fractionBits: 4 });
  expect([document.comparison, document.same.published, document.opposite.rmsRatio]).toEqual([null, null, null]);
  expect(renderSegments(document, { columns: 80, styles: plainStyles })).toContain("nothing is published for 4 fraction bits");
  expect(errorPicture(result).series.map(({ name }) => name)).toEqual(["same signs, annealed", "opposite, annealed"]);
});

test("a picture has a point for 1/16 octave and the largest error at least once", () => {
  const { result, document } = found({ bits: 14, fractionBits: 6 });
  const { series } = errorPicture(result);
  expect(series).toHaveLength(4);
  const heights = series[1]!.points.map(([, height]) => height);
  expect(heights).toHaveLength(13 * 16 + 1);
  expect(Math.max(...heights)).toBeCloseTo(document.opposite.error.maxLsb, 12);
});

test("a report of a stopped search says so", () => {
  const settings = annealSettings({ bits: 10, fractionBits: 3, restarts: 7, iterations: 100 });
  const document = segmentsDocument(annealResult(settings, [annealOnce(settings, 0)]), 3);
  expect(renderSegments(document, { columns: 80, styles: plainStyles })).toContain("stopped after 3 of 7 restarts");
});
