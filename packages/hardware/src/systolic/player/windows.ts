import type { PlayedCount, PlayedPart } from "./played-op.ts";

/** Cycles of a fold in which a memory port is at work, half open. */
export interface PortWindow {
  readonly from: number;
  readonly to: number;
  /** Bit of the port's activity: 1 reads, 2 writes. */
  readonly does: 1 | 2;
  readonly count: PlayedCount;
}

/** What a port does in a fold of so many cycles: a part between any two ends of its windows; each window counts when it begins. */
export function partsOfWindows(cycles: number, windows: readonly PortWindow[]): readonly PlayedPart[] {
  const edges = [...new Set([0, cycles, ...windows.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b);
  return edges.slice(0, -1).map((from, index): PlayedPart => {
    const open = windows.filter((window) => window.from <= from && from < window.to);
    return {
      activity: open.reduce((bits, { does }) => bits | does, 0),
      cycles: edges[index + 1]! - from,
      counts: open.filter((window) => window.from === from).map(({ count }) => count),
    };
  });
}
