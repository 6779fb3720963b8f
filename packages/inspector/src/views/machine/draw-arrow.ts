import type { Canvas } from "../../grid/canvas.ts";
import type { Scene } from "../../commands/command.ts";
import type { TreeNode } from "../../model/block-tree.ts";

/** Two boxes side by side, and the gap between them. */
export interface Neighbours {
  readonly left: TreeNode;
  readonly right: TreeNode;
  readonly x: number;
  readonly y: number;
}

/** Arrows between neighbours that are linked: to the right, to the left, or both; bright where a queue between them is full. */
export function drawArrow(scene: Scene, canvas: Canvas, { left, right, x, y }: Neighbours): void {
  const there = linksBetween(scene, left, right);
  const back = linksBetween(scene, right, left);
  if (there.length > 0) drawOne(scene, canvas, { text: "──►", links: there, x, y });
  if (back.length > 0) drawOne(scene, canvas, { text: "◄──", links: back, x, y: there.length > 0 ? y + 1 : y });
}

function linksBetween({ study }: Scene, from: TreeNode, to: TreeNode): readonly number[] {
  const { links } = study.timeline.layout;
  const receivers = new Set(to.blocks);
  return from.blocks.flatMap((block) => study.links[block].outOf.filter((link) => receivers.has(links[link].to.block)));
}

interface Arrow {
  readonly text: string;
  readonly links: readonly number[];
  readonly x: number;
  readonly y: number;
}

function drawOne({ study, state }: Scene, canvas: Canvas, { text, links, x, y }: Arrow): void {
  const { timeline } = study;
  const isFull = links.some((link) => timeline.level(link, state.cursor) >= timeline.layout.links[link].capacity);
  const isUsed = links.some((link) => timeline.level(link, state.cursor) > 0);
  canvas.put(x, y, text, isFull ? "mark" : isUsed ? "level" : "dim");
}
