import { expect, test } from "vitest";
import { createProgressReporter } from "./progress-reporter.ts";
import { progressBar, progressLine, type ProgressState } from "./progress-text.ts";

const half: ProgressState = { phase: "training", done: 400, total: 938, unit: "step", share: 0.4, elapsedSeconds: 10 };

test("a bar shows share, count, rate and time left, within its columns", () => {
  expect(progressBar(half, 100)).toBe("training  [################------------------------] step 400 of 938, 40.0 steps/s, 15.0 s left");
  for (const columns of [20, 40, 60, 80, 200]) expect(progressBar(half, columns).length).toBeLessThan(columns);
});

test("a line says the same in words", () => {
  expect(progressLine(half)).toBe("training: step 400 of 938, 40.0 steps/s, 15.0 s left");
  expect(progressLine({ ...half, note: "loss 0.3" })).toMatch(/left, loss 0\.3$/);
  expect(progressLine({ ...half, done: 0, share: 0, elapsedSeconds: 0 })).toBe("training: step 0 of 938");
});

function record(isTTY: boolean): string[] {
  const written: string[] = [];
  let time = 0;
  const stream = { write: (text: string) => written.push(text) > 0, isTTY, columns: 100 } as never;
  const reporter = createProgressReporter({ stream, now: () => time });
  for (let done = 1; done <= 100; done++) {
    time += 100;
    reporter.update({ phase: "training", done, total: 100, unit: "step", share: done / 100 });
  }
  reporter.finish();
  return written;
}

test("on a terminal one line is rewritten and taken away", () => {
  const written = record(true);
  expect(written.length).toBeGreaterThan(50);
  expect(written.every((text) => text.startsWith("\r") && !text.includes("\n"))).toBe(true);
  expect(written.at(-1)).toBe("\r\u001b[2K");
});

test("elsewhere plain lines come every few seconds", () => {
  const written = record(false);
  expect(written).toHaveLength(2);
  expect(written[0]).toBe("training: step 40 of 100, 10.3 steps/s, 5.8 s left\n");
});
