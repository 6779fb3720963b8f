import type { RunResult } from "@lnsim/simulator";
import { duration, percent, scaled } from "../output/numbers.ts";
import { wrapText } from "../output/wrap-text.ts";
import type { Layout } from "./layout.ts";

/** How fast the simulation was, and how exact. */
export function simulationLine({ simulation, cycles }: RunResult, { columns, styles }: Layout): string {
  const { events, cyclesPerSecond, fastForwardedCycles, stepsPerSecond } = simulation;
  const timed = (cycles?.byStepShape ?? []).reduce((sum, shape) => sum + shape.cycles, 0);
  const parts = [`${duration(simulation.wallSeconds)}`];
  if (cyclesPerSecond !== null) {
    const skipped = `${percent(timed === 0 ? 0 : fastForwardedCycles / timed, 0)} of the cycles skipped as repetitions`;
    parts.push(`${scaled(events)} events`, skipped, `${scaled(cyclesPerSecond)} cycles/s`);
  }
  if (stepsPerSecond !== null) parts.push(`${stepsPerSecond.toFixed(1)} training steps/s`);
  const text = `Simulated in ${parts.join(", ")}; seed ${simulation.seed}, lnsim ${simulation.version}.`;
  return styles.dim(wrapText(text, columns, ""));
}
