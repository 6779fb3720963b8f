import { rowBar } from "../../grid/bar.ts";
import type { Area, Canvas } from "../../grid/canvas.ts";
import type { Scene } from "../../commands/command.ts";
import { shortPercent } from "../../format/number.ts";
import { cut, cutFront } from "../../format/text.ts";
import { holds, type TreeNode } from "../../model/block-tree.ts";
import { sharesOf, type Lane } from "../../model/cells.ts";
import { workCategory } from "../../model/palette.ts";
import { signOf } from "../sign.ts";

/** A box and where it goes. */
export interface BoxDrawing {
  readonly node: TreeNode;
  readonly lane: Lane;
  readonly area: Area;
  /** The cycles that shares and rates are of. */
  readonly window: { readonly from: number; readonly to: number };
}

/** Queues of a block that its box lists. */
const mostQueues = 5;

/** Rows that a box takes, its edges included. */
export function boxHeight({ study }: Scene, node: TreeNode, width: number): number {
  if (node.block === null || node.children.length > 0) return 3 + Math.ceil(node.blocks.length / (width - 4));
  return 4 + Math.min(mostQueues, study.links[node.block].into.length);
}

/** A block: its activity, the share of work, and its queues. */
export function drawBlockBox(scene: Scene, canvas: Canvas, { node, lane, area, window }: BoxDrawing): void {
  const { study, state } = scene;
  const block = node.block!;
  const inside = frame(scene, canvas, { node, area });
  const { activity } = study.timeline.intervalAt(block, state.cursor);
  const { character, style } = signOf(study.palette, study.palette.categories[block][activity]);
  inside.cell(0, 0, character, style);
  inside.put(2, 0, cut(study.timeline.layout.blocks[block].activities[activity].name, inside.width - 2));
  drawWork(inside, 1, lane);
  for (const [index, link] of study.links[block].into.slice(0, mostQueues).entries()) drawQueue(scene, inside, { y: 2 + index, link, window });
}

/** A group: a cell for each of its blocks, by what it does at the cursor. */
export function drawGroupBox(scene: Scene, canvas: Canvas, { node, lane, area }: BoxDrawing): void {
  const { study, state } = scene;
  const inside = frame(scene, canvas, { node, area });
  for (const [index, block] of node.blocks.entries()) {
    const { character, style } = signOf(study.palette, study.palette.categories[block][study.timeline.intervalAt(block, state.cursor).activity]);
    inside.cell(index % (inside.width - 1), Math.floor(index / (inside.width - 1)), character, style);
  }
  drawWork(inside, Math.ceil(node.blocks.length / (inside.width - 1)), lane);
}

/** The edges, in the style of the box's part in the traffic of the selected block: "►" sends to it, "◄" is sent to by it. */
function frame({ study, state }: Scene, canvas: Canvas, { node, area }: Pick<BoxDrawing, "node" | "area">): Canvas {
  const isSelected = holds(node, study.tree.nodes.get(state.selected));
  const chosen = new Set(study.tree.nodes.get(state.selected)?.blocks);
  const { links } = study.timeline.layout;
  const ends = (own: "from" | "to", other: "from" | "to"): boolean => !isSelected && node.blocks.some((block) => (own === "from" ? study.links[block].outOf : study.links[block].into).some((link) => chosen.has(links[link][other].block)));
  const sends = ends("from", "to");
  const receives = ends("to", "from");
  const title = `${cutFront(node.key, area.width - 8)}${sends ? " ►" : ""}${receives ? " ◄" : ""}`;
  const style = isSelected ? "key" : sends || receives ? "mark" : "dim";
  return canvas.box(area, title, { style, titleStyle: isSelected ? "selected" : sends || receives ? "mark" : "title" });
}

function drawWork(inside: Canvas, y: number, lane: Lane): void {
  const work = sharesOf(lane)[workCategory];
  const room = inside.width - 5;
  inside.put(0, y, rowBar(work, room), "work");
  inside.putRight(inside.width, y, shortPercent(work), "dim");
}

interface QueueLine {
  readonly y: number;
  readonly link: number;
  readonly window: BoxDrawing["window"];
}

/** Port, fill, and messages a cycle. */
function drawQueue({ study: { timeline }, state }: Scene, inside: Canvas, { y, link, window }: QueueLine): void {
  const { to, capacity } = timeline.layout.links[link];
  const level = timeline.level(link, state.cursor);
  const rate = timeline.sent(link, window.from, window.to) / Math.max(1, window.to - window.from);
  const fill = `${level}/${capacity}`;
  const speed = rate === 0 ? "   –" : rate < 0.005 ? "<.01" : rate.toFixed(2);
  inside.putRight(inside.width, y, speed.padStart(4), "level");
  const end = inside.putRight(inside.width - 5, y, fill.padStart(5));
  const bar = inside.putRight(end, y, rowBar(level / capacity, 3), level >= capacity ? "mark" : "level");
  inside.put(0, y, `▸${cut(to.port, bar - 2)}`, "dim");
}
