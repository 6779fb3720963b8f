import type { FoldTiming } from "../array/fold-timing.ts";
import { leadOf, protocolOf } from "../array/protocol.ts";
import type { FoldShape } from "../fold/fold.ts";
import type { SystolicDescription } from "../layer/description.ts";
import type { PlayedFold, PlayedPart } from "./played-op.ts";
import { arrayActivity } from "./state.ts";
import { partsOfWindows, type PortWindow } from "./windows.ts";

/** A fold as it was timed, and whether partial sums of an earlier one enter the array again. */
export interface TimedFold {
  readonly shape: FoldShape;
  readonly timing: FoldTiming;
  readonly resumes: boolean;
}

/** What every block does in a fold. */
export function playFold(description: SystolicDescription, fold: TimedFold): PlayedFold {
  const { cycles } = fold.timing;
  const ports = windowsOf(description, fold);
  return [arrayParts(description, fold), partsOfWindows(cycles, ports.ifmap), partsOfWindows(cycles, ports.filter), partsOfWindows(cycles, ports.ofmap), idle(cycles)];
}

function idle(cycles: number): readonly PlayedPart[] {
  return [{ activity: 0, cycles, counts: [] }];
}

function arrayParts({ rows, columns }: SystolicDescription, { timing, resumes }: TimedFold): readonly PlayedPart[] {
  const { cycles, fillCycles, multiplyCycles, drainCycles, activePeCycles, operandMoves, results } = timing;
  const counts = [
    ["mac", activePeCycles],
    ["idlePe", cycles * rows * columns - activePeCycles],
    ["operandMove", operandMoves],
    ["ofmapRead", resumes ? results : 0],
  ] as const;
  const parts: readonly PlayedPart[] = [
    { activity: arrayActivity.fill, cycles: fillCycles, counts: [] },
    { activity: arrayActivity.multiply, cycles: multiplyCycles, counts },
    { activity: arrayActivity.drain, cycles: drainCycles, counts: [] },
  ];
  return parts.filter((part) => part.cycles > 0);
}

/** When the memories at the edges are read and written: operands from the first lane's to the last lane's, a cycle later each. */
function windowsOf(description: SystolicDescription, { shape, timing, resumes }: TimedFold): Readonly<Record<"ifmap" | "filter" | "ofmap", readonly PortWindow[]>> {
  const { usedRows, usedColumns, stream } = shape;
  const protocol = protocolOf(description, shape);
  const lead = leadOf(protocol);
  const isStationary = description.dataflow !== "os";
  const reads = (from: number, lanes: number, n: number): PortWindow => ({ from, to: from + lanes - 1 + stream, does: 1, count: ["reads", n] });
  const across = [reads(lead, usedRows, timing.rowReads)];
  const down: readonly PortWindow[] = isStationary
    ? [{ from: 0, to: protocol.preloadCycles, does: 1, count: ["reads", timing.stationaryReads] }]
    : [reads(lead, usedColumns, timing.columnReads)];
  const firstResult = isStationary ? lead + protocol.rows - 1 : lead + stream - 1 + protocol.resultRegisters;
  const written: PortWindow = { from: firstResult, to: timing.cycles, does: 2, count: ["writes", timing.results] };
  const ofmap = resumes ? [reads(lead, usedColumns, timing.results), written] : [written];
  return description.dataflow === "is" ? { ifmap: down, filter: across, ofmap } : { ifmap: across, filter: down, ofmap };
}
