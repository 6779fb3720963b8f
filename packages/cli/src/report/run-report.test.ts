import { describe, expect, test } from "vitest";
import { plainStyles } from "../output/styles.ts";
import { displayWidth } from "../output/table.ts";
import { renderRun } from "./run-report.ts";
import { fullResult } from "./run-result.fixture.ts";

const layout = { columns: 96, styles: plainStyles };

describe("the report of a run", () => {
  test("shows every part", async () => {
    await expect(`${renderRun(fullResult, layout)}\n`).toMatchFileSnapshot("./run-report.snapshot.txt");
  });

  test("keeps within its columns", () => {
    for (const columns of [80, 96, 100]) {
      const widest = Math.max(...renderRun(fullResult, { ...layout, columns }).split("\n").map(displayWidth));
      expect(widest).toBeLessThanOrEqual(columns);
    }
  });

  test("says why something is not known", () => {
    const text = renderRun(
      { ...fullResult, energy: null, area: null, energyReason: "the datapath has no record", accuracy: null, accuracyReason: "asked for no numerics" },
      layout,
    );
    expect(text).toContain("the datapath has no record");
    expect(text).toContain("asked for no numerics");
    expect(text).not.toContain(" ns clock");
  });

  test("without cycles says why, once, and leaves out what rests on them", () => {
    const cyclesReason = "there is no PE that adds in the logarithmic domain";
    const simulation = { ...fullResult.simulation, cyclesPerSecond: null };
    const without = { cycles: null, cyclesReason, traffic: null, energy: null, area: null, energyReason: cyclesReason };
    const text = renderRun({ ...fullResult, ...without, simulation }, layout);
    expect(text.split(cyclesReason)).toHaveLength(2);
    expect(text).not.toMatch(/Traffic|Energy|events/);
    expect(text).toContain("Accuracy");
  });

  test("compares with the recorded accuracy only after the same steps", () => {
    const accuracy = { ...fullResult.accuracy!, steps: 20 };
    const text = renderRun({ ...fullResult, accuracy }, layout);
    expect(text).toMatch(/test accuracy +96\.33 % +- +-/);
    expect(text).toContain("after 20 of 938 steps");
    expect(text).toContain("The full-precision accuracy was recorded after all 938 steps only");
  });

  test("a loss that is no number is called so", () => {
    const accuracy = { ...fullResult.accuracy!, loss: [2.3, null] };
    expect(renderRun({ ...fullResult, accuracy }, layout)).toMatch(/loss of the last step +no number/);
  });
});
