import type { Timeline } from "@lnsim/recording";
import type { ViewState } from "../state/view-state.ts";

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

/**
 * Places the window of a view on a screen. Where the cursor has left it, the window is turned over page by page to hold it: what is on
 * screen depends on the cursor alone, and not on the way it came. Windows begin at a whole column.
 */
export function laneGeometry(timeline: Timeline, { window, cursor }: Pick<ViewState, "window" | "cursor">, width: number): LaneGeometry {
  const gutter = gutterOf(width);
  const columns = Math.max(1, width - gutter);
  const whole = Math.max(1, Math.ceil(timeline.cycles / columns));
  const cyclesPerColumn = window.cyclesPerColumn === 0 ? whole : Math.min(window.cyclesPerColumn, whole);
  const latest = Math.max(0, Math.ceil(timeline.cycles / cyclesPerColumn) - columns);
  const within = (column: number): number => Math.min(latest, Math.max(0, column));
  const home = within(Math.floor(window.from / cyclesPerColumn));
  const from = within(turned(home, Math.floor(cursor / cyclesPerColumn), columns)) * cyclesPerColumn;
  const to = Math.min(timeline.cycles, from + columns * cyclesPerColumn);
  return { gutter, columns, filled: Math.ceil((to - from) / cyclesPerColumn), from, to, cyclesPerColumn };
}

/** The first column of the page that holds the cursor, in columns of the run. Neighbouring pages share an eighth. */
function turned(first: number, cursor: number, columns: number): number {
  const shared = Math.floor(columns / 8);
  const stride = columns - shared;
  if (cursor >= first + columns) return first + stride * (1 + Math.floor((cursor - first - columns) / stride));
  return cursor < first ? first - stride * (1 + Math.floor((first - 1 - cursor) / stride)) : first;
}

/** The whole run on a screen. */
export function runGeometry(timeline: Timeline, width: number): LaneGeometry {
  return laneGeometry(timeline, { window: { from: 0, cyclesPerColumn: 0 }, cursor: 0 }, width);
}

/** The edges of the columns that have cycles in them; the last column may be narrower. */
export function edgesOf({ filled, from, to, cyclesPerColumn }: LaneGeometry): Float64Array {
  return Float64Array.from({ length: filled + 1 }, (_, column) => Math.min(to, from + column * cyclesPerColumn));
}

/** The column of a cycle; may lie outside. */
export function columnOf({ from, cyclesPerColumn }: LaneGeometry, cycle: number): number {
  return Math.floor((cycle - from) / cyclesPerColumn);
}
