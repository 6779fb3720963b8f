import type { Chunk } from "./chunk.ts";

/** Running totals after all that was reported before a cycle; `Tracks` says what is where. */
export type Keyframe = Float64Array;

/** Where a piece's chunk is found when it is asked for. */
export interface ChunkSource {
  load(): Chunk;
}

/** A stretch of cycles, one behind the other; all of it was simulated, or it is copies of something before it. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly start: Keyframe;
  readonly end: Keyframe;
  /** Null: copies. */
  readonly chunk: ChunkSource | null;
  readonly copies: Copies | null;
}

/** So many periods, each of which repeats as many cycles from `source` on. */
export interface Copies {
  readonly source: number;
  readonly periodCycles: number;
  readonly periods: number;
  /** The totals at `source`. */
  readonly sourceStart: Keyframe;
}
