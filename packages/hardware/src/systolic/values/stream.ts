import { element, end, type Cells } from "./pe-registers.ts";

/** Where the numbers of an edge come from: element `index` of a lane is values[base + lane * laneStep + index * indexStep]. */
export interface Stream {
  readonly values: Cells;
  readonly base: number;
  readonly laneStep: number;
  readonly indexStep: number;
  /** Lanes that have elements; the others are sent the end of their stream alone. */
  readonly usedLanes: number;
  readonly length: number;
}

/** The registers at an edge of the array: `lanes` of them, `step` apart. */
export interface Edge {
  readonly cells: Cells;
  readonly tokens: Uint8Array;
  readonly lanes: number;
  readonly step: number;
}

/** One cycle of the feeders of an edge, `since` cycles after that of lane 0 began; each lane begins a cycle after the one before. */
export function feed({ cells, tokens, lanes, step }: Edge, stream: Stream, since: number): void {
  const { values, base, laneStep, indexStep, usedLanes, length } = stream;
  for (let lane = 0; lane < lanes; lane++) {
    const index = since - lane;
    const register = lane * step;
    if (index < 0 || index >= length) {
      tokens[register] = 0;
      continue;
    }
    tokens[register] = (lane < usedLanes ? element : 0) | (index === length - 1 ? end : 0);
    if (lane < usedLanes) cells[register] = values[base + lane * laneStep + index * indexStep]!;
  }
}
