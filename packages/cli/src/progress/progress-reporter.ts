import { progressBar, progressLine, type ProgressState } from "./progress-text.ts";

/** Shows progress somewhere, as often as it makes sense there. */
export interface ProgressReporter {
  /** `state` without the time, which is taken here. */
  update(state: Omit<ProgressState, "elapsedSeconds">): void;
  /** Takes the line away; call it before anything else is printed. */
  finish(): void;
}

/** Where and when a reporter writes. */
export interface ProgressTarget {
  readonly stream: Pick<NodeJS.WriteStream, "write" | "isTTY" | "columns">;
  /** Milliseconds that pass; injected by tests. */
  readonly now: () => number;
}

const barIntervalMs = 80;
const lineIntervalMs = 4000;

/** One line that is written again and again on a terminal; plain lines every few seconds elsewhere. */
export function createProgressReporter({ stream, now }: ProgressTarget): ProgressReporter {
  const isBar = stream.isTTY === true;
  const interval = isBar ? barIntervalMs : lineIntervalMs;
  let phase: string | undefined;
  let phaseStart = 0;
  let lastWrite = now();
  let hasLine = false;
  return {
    update(state) {
      const time = now();
      if (state.phase !== phase) {
        phase = state.phase;
        phaseStart = time;
      }
      if (time - lastWrite < interval) return;
      lastWrite = time;
      const timed = { ...state, elapsedSeconds: (time - phaseStart) / 1000 };
      if (isBar) stream.write(`\r\u001b[2K${progressBar(timed, stream.columns || 80)}`);
      else stream.write(`${progressLine(timed)}\n`);
      hasLine = isBar;
    },
    finish() {
      if (hasLine) stream.write("\r\u001b[2K");
      hasLine = false;
    },
  };
}
