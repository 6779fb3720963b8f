import type { Timeline } from "@lnsim/recording";
import type { Window } from "../state/view-state.ts";

/** Where cycles are on screen. */
export interface LaneGeometry {
  /** Columns for names and shares in front of the lanes. */
  readonly gutter: number;
  /** Columns of the lanes that are there, and that have cycles in them. */
  readonly columns: number;
  readonly filled: number;
  readonly from: number;
  /** The first cycle that is not on screen, or not known. */
  readonly to: number;
  readonly cyclesPerColumn: number;
}

/** Columns for names in front of lanes: four more for a share, one for a gap. */
function gutterOf(width: number): number {
  if (width < 100) return 22;
  return width < 160 ? 28 : 34;
}

/** Places a window on a screen. Windows begin at a whole column, so that neighbouring windows cut the run in the same places. */
export function laneGeometry(timeline: Timeline, window: Window, width: number): LaneGeometry {
  const gutter = gutterOf(width);
  const columns = Math.max(1, width - gutter);
  const whole = Math.max(1, Math.ceil(timeline.cycles / columns));
  const cyclesPerColumn = window.cyclesPerColumn === 0 ? whole : Math.min(window.cyclesPerColumn, whole);
  const latest = Math.max(0, Math.ceil(timeline.cycles / cyclesPerColumn) - columns) * cyclesPerColumn;
  const from = Math.min(latest, Math.max(0, Math.floor(window.from / cyclesPerColumn) * cyclesPerColumn));
  const to = Math.min(timeline.cycles, from + columns * cyclesPerColumn);
  return { gutter, columns, filled: Math.ceil((to - from) / cyclesPerColumn), from, to, cyclesPerColumn };
}

/** The edges of the columns that have cycles in them; the last column may be narrower. */
export function edgesOf({ filled, from, to, cyclesPerColumn }: LaneGeometry): Float64Array {
  return Float64Array.from({ length: filled + 1 }, (_, column) => Math.min(to, from + column * cyclesPerColumn));
}

/** The column of a cycle; may lie outside. */
export function columnOf({ from, cyclesPerColumn }: LaneGeometry, cycle: number): number {
  return Math.floor((cycle - from) / cyclesPerColumn);
}
