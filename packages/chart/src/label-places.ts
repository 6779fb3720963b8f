import type { Point } from "./chart.ts";

/** A text beside a point. */
export interface PlacedLabel {
  readonly text: string;
  /** Where its middle line starts or ends. */
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
}

/** A rectangle in pixels. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const characterWidth = 6;
const lineHeight = 13;
const gap = 8;
/** Share of its own room that a label may cover of others, or have beyond the frame. */
const mostCovered = 0.15;

/** Where a label may stand, the best first: its anchor, and how far it is from the point in x and y. */
const places: readonly (readonly [anchor: PlacedLabel["anchor"], x: number, y: number])[] = [
  ["start", gap, 0],
  ["end", -gap, 0],
  ["middle", 0, -gap - 4],
  ["middle", 0, gap + 6],
  ["start", gap, -lineHeight],
  ["start", gap, lineHeight],
  ["end", -gap, -lineHeight],
  ["end", -gap, lineHeight],
  ["start", gap + 8, -2 * lineHeight],
  ["start", gap + 8, 2 * lineHeight],
];

/**
 * Places texts beside points so that they hardly cover each other or a point, in the order in which they are given; those that
 * have no such place are left out.
 *
 * @param marks all points, those without a label too
 */
export function placeLabels(labels: readonly { readonly text: string; readonly at: Point }[], marks: readonly Point[], frame: Box): readonly PlacedLabel[] {
  const taken = marks.map(([x, y]): Box => ({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }));
  return labels.flatMap(({ text, at }) => {
    const found = places.map(([anchor, x, y]): PlacedLabel => ({ text, anchor, x: at[0] + x, y: at[1] + y }));
    const costs = found.map((label) => costOf(boxOf(label), taken, frame));
    const least = Math.min(...costs);
    if (least > mostCovered * text.length * characterWidth * lineHeight) return [];
    const best = found[costs.indexOf(least)]!;
    taken.push(boxOf(best));
    return [best];
  });
}

/** The room that a label takes. */
export function boxOf({ text, x, y, anchor }: PlacedLabel): Box {
  const width = text.length * characterWidth;
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return { left, right: left + width, top: y - lineHeight / 2, bottom: y + lineHeight / 2 };
}

function costOf(box: Box, taken: readonly Box[], frame: Box): number {
  const covered = taken.reduce((sum, other) => sum + overlap(box, other), 0);
  const inside = overlap(box, frame);
  return covered + 4 * ((box.right - box.left) * (box.bottom - box.top) - inside);
}

/** Area that two boxes share. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return Math.max(0, width) * Math.max(0, height);
}
