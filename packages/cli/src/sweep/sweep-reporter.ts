import type { ProgressTarget } from "../progress/progress-reporter.ts";
import { sweepBar, sweepNumbers, type SweepState } from "./sweep-text.ts";

/** Shows where a sweep is. */
export interface SweepReporter {
  update(state: SweepState): void;
  /** Takes the line away; call it before anything else is printed. */
  finish(): void;
}

const barIntervalMs = 100;
const lineIntervalMs = 4000;

/** One line that is written again and again on a terminal; plain lines every few seconds elsewhere. */
export function createSweepReporter({ stream, now }: ProgressTarget): SweepReporter {
  const isBar = stream.isTTY === true;
  let lastWrite = now();
  let hasLine = false;
  return {
    update(state) {
      const time = now();
      if (time - lastWrite < (isBar ? barIntervalMs : lineIntervalMs)) return;
      lastWrite = time;
      stream.write(isBar ? `\r\u001b[2K${sweepBar(state, stream.columns || 80)}` : `sweep: ${sweepNumbers(state)}\n`);
      hasLine = isBar;
    },
    finish() {
      if (hasLine) stream.write("\r\u001b[2K");
      hasLine = false;
    },
  };
}
