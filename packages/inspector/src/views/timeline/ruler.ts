import type { Canvas } from "../../grid/canvas.ts";
import type { Scene } from "../../commands/command.ts";
import { grouped, short } from "../../format/number.ts";
import { columnOf, type LaneGeometry } from "../../model/lane-geometry.ts";

/** Columns from a tick to the next at least. */
const leastDistance = 13;

/** Cycles along the top, the scale, bookmarks and the cursor. */
export function drawRuler({ study, state }: Scene, canvas: Canvas, geometry: LaneGeometry): void {
  const { gutter, columns, from, to, cyclesPerColumn } = geometry;
  canvas.put(0, 0, cyclesPerColumn === 1 ? "a cycle a column" : `${short(cyclesPerColumn)} cycles/column`, "dim");
  const lane = canvas.part({ x: gutter, y: 0, width: columns, height: 1 });
  const step = tickStep(cyclesPerColumn * leastDistance);
  for (let cycle = Math.ceil(from / step) * step; cycle < to; cycle += step) {
    lane.put(columnOf(geometry, cycle), 0, `│${grouped(cycle)}`, "dim");
  }
  for (const { name, cycle } of state.bookmarks) if (cycle >= from && cycle < to) lane.put(columnOf(geometry, cycle), 0, `◆${name} `, "mark");
  const cursor = columnOf(geometry, state.cursor);
  lane.put(cursor, 0, "▼", "cursor");
  lane.onMouse({ click: (x) => `goto ${Math.min(study.timeline.cycles - 1, from + x * cyclesPerColumn)}`, drag: (x) => `goto ${Math.min(study.timeline.cycles - 1, from + x * cyclesPerColumn)}` });
}

/** The smallest of 1, 2, 5, 10, 20, 50 ... that is no smaller than a number. */
export function tickStep(least: number): number {
  for (let power = 1; ; power *= 10) {
    for (const factor of [1, 2, 5]) if (factor * power >= least) return factor * power;
  }
}
