import { expect, test } from "vitest";
import { plainStyles } from "../output/styles.ts";
import { windowPicture } from "../picture/window-picture.ts";
import { renderWindow } from "./window-report.ts";
import { figures, row, study } from "./window-study.fixture.ts";
import { windowVerdict } from "./window-verdict.ts";

const text = renderWindow(study, { columns: 96, styles: plainStyles });
const lines = text.split("\n");

test("both tables have a line for every window and one for exact sums, the machine's own and the best marked", () => {
  expect(lines.filter((line) => /^ +own +16 /.test(line))).toHaveLength(2);
  expect(lines.filter((line) => /^ +best +14 /.test(line))).toHaveLength(2);
  expect(lines.filter((line) => /^ +exact /.test(line))).toHaveLength(2);
});

test("says where a window lies, how it trained, and what it clipped and lost", () => {
  expect(text).toMatch(/own +16 +2\^-15\.75 +2\^7\.25 +92\.00 % +\+1\.00 +0\.2500 +0\.7000\n/);
  expect(text).toMatch(/ 12 +910 +1\.1 % +25\.0 % +14\.0 +9\.0 +fc1\.dgrad +26\.5 +conv1\.wgrad\n/);
  expect(text).toMatch(/exact +- +- +- +150\.0 +145\.0 /);
  expect(text).toContain("numerics.datapath.lut = 4 (was 8)");
});

test("keeps to its columns", () => {
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(96);
});

test("the verdict names what clips, what is quiet, and the machine's own window", () => {
  expect(windowVerdict(study)).toEqual([
    "Sums were clipped at 2^12.",
    "Quantizing alone leaves 32.0 dB (median of the tensors): the accumulator clips nothing and adds less than a tenth of that noise at 2^14, 2^16. " +
      "Their test accuracies lie -1.00 to +1.00 points from that of exact sums: gaps of that size are scatter of a training of this length, not the window's doing.",
    "The machine's own window is 2^16 (61.0 dB in fc1.dgrad); the least noise is at 2^14 (63.0 dB in fc1.dgrad).",
  ]);
});

test("the verdict of other studies", () => {
  const loud = { ...study, windows: [row(24, figures(31, 0))], bestLsb: 24, leftOut: [{ lsb: 30, reason: "too far up" }] };
  expect(windowVerdict(loud)).toEqual([
    "No sum was clipped in any of these windows.",
    "Quantizing alone leaves 32.0 dB (median of the tensors): every window here clips, or adds more than a tenth of that noise to some product.",
    "The machine's own window, 2^16, is not among these; the least noise is at 2^24 (31.0 dB in fc1.dgrad).",
    "Left out: 2^30 (too far up).",
  ]);
  expect(windowVerdict({ ...study, bestLsb: 16 }).at(-1)).toBe("The machine's own window, 2^16, has the least noise of these (61.0 dB in fc1.dgrad).");
});

test("where conversion is the louder noise, windows are held against that", () => {
  const windows = [row(14, figures(26.1, 0)), row(16, figures(25.8, 0)), row(24, figures(24.2, 0))];
  const converted = { ...study, windows, exactSums: { ...figures(26, 0), losses: null } };
  expect(windowVerdict(converted)[1]).toMatch(/^Quantizing alone leaves 32\.0 dB \(median of the tensors\), and conversion 26\.0 dB at worst: .* at 2\^14, 2\^16\. /);
});

test("other windows in the backward passes are said", () => {
  const [first] = study.windows;
  const other = { ...first!, places: { ...first!.places, wgrad: { lsbOctave: 0, clipOctave: 23 } } };
  expect(renderWindow({ ...study, windows: [other] }, { columns: 96, styles: plainStyles })).toContain("in fprop (others in the JSON)");
  expect(text).not.toContain("in fprop");
});

test("the picture has accuracy and noise, what they are held against dashed, and gaps where there is no figure", () => {
  const chart = windowPicture({ ...study, windows: [...study.windows, { ...row(30, figures(0, 0)), worst: null, testAccuracy: null }] });
  expect(chart.series.map(({ name, line }) => [name, line])).toEqual([
    ["test accuracy (%)", undefined],
    ["worst SQNR (dB)", undefined],
    ["exact sums (%)", "dashed"],
    ["quantizers (dB)", "dashed"],
  ]);
  expect(chart.series[0]!.points[1]).toEqual([14, 90]);
  expect(chart.series.map(({ points }) => points.at(-1))).toEqual([[30, NaN], [30, NaN], [30, 91], [30, 32]]);
});
