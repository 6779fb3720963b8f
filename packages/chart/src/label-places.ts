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
];

/** What is labelled first: as given, or from one of the sides. */
const orders: readonly ((a: Label, b: Label) => number)[] = [() => 0, (a, b) => a.at[1] - b.at[1], (a, b) => b.at[1] - a.at[1], (a, b) => a.at[0] - b.at[0], (a, b) => b.at[0] - a.at[0]];

/** A text and the point that it belongs to. */
export interface Label {
  readonly text: string;
  readonly at: Point;
}

/**
 * Places texts beside points so that they hardly cover each other or a point; those that have no such place are left out. Of
 * several orders in which this is done, the one is taken that leaves out fewest, and then the one with the best places.
 *
 * @param marks all points, those without a label too
 */
export function placeLabels(labels: readonly Label[], marks: readonly Point[], frame: Box): readonly PlacedLabel[] {
  const tried = orders.map((order) => placeInOrder(labels.toSorted(order), marks, frame));
  const penalties = tried.map(({ placed, rank }) => (labels.length - placed.length) * places.length + rank);
  return tried[penalties.indexOf(Math.min(...penalties))]!.placed;
}

/** @returns what is placed, and the sum of the ranks of its places: 0 for the best */
function placeInOrder(labels: readonly Label[], marks: readonly Point[], frame: Box): { readonly placed: readonly PlacedLabel[]; readonly rank: number } {
  const taken = marks.map(([x, y]): Box => ({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }));
  const placed: PlacedLabel[] = [];
  let rank = 0;
  for (const { text, at } of labels) {
    const found = places.map(([anchor, x, y]): PlacedLabel => ({ text, anchor, x: at[0] + x, y: at[1] + y }));
    const costs = found.map((label) => costOf(boxOf(label), taken, frame));
    const least = Math.min(...costs);
    if (least > mostCovered * text.length * characterWidth * lineHeight) continue;
    const best = costs.indexOf(least);
    taken.push(boxOf(found[best]!));
    placed.push(found[best]!);
    rank += best;
  }
  return { placed, rank };
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
