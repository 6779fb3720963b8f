import type { Canvas } from "../../grid/canvas.ts";
import type { Scene } from "../../commands/command.ts";
import { holds, type TreeNode } from "../../model/block-tree.ts";
import { lanesOf } from "../../model/cells.ts";
import { laneGeometry } from "../../model/lane-geometry.ts";
import { drawArrow } from "./draw-arrow.ts";
import { drawBlockBox, drawGroupBox, boxHeight } from "./box.ts";

/** Least width of a box, and the gap between two, in which arrows tell what is linked. */
const leastWidth = 24;
const gap = 3;

/** The machine as boxes: what each block does at the cursor, how busy it is in the window, how full its queues are and what passes them. */
export function drawMachine(scene: Scene, canvas: Canvas): void {
  const { study, state, width } = scene;
  const nodes = boxesOf(study.tree.roots, new Set(state.folded));
  const { from, to } = laneGeometry(study.timeline, state, width);
  const lanes = lanesOf(study, nodes.map(({ blocks }) => blocks), Float64Array.of(from, Math.max(from + 1, to)));
  const across = Math.max(1, Math.floor((canvas.width + gap) / (leastWidth + gap)));
  const boxWidth = Math.floor((canvas.width + gap) / across) - gap;
  const rows: { readonly first: number; readonly height: number }[] = [];
  for (let first = 0; first < nodes.length; first += across) {
    const heights = nodes.slice(first, first + across).map((node) => boxHeight(scene, node, boxWidth));
    rows.push({ first, height: Math.max(...heights) });
  }
  let y = -scrolled(rows, nodes.findIndex((node) => holds(node, study.tree.nodes.get(state.selected))), canvas.height);
  for (const { first, height } of rows) {
    for (let index = first; index < Math.min(nodes.length, first + across); index++) {
      const area = { x: (index - first) * (boxWidth + gap), y, width: boxWidth, height };
      if (y < 0 || y + height > canvas.height) continue;
      draw(scene, canvas, { node: nodes[index], lane: lanes[index], area, window: { from, to } });
      if (index > first) drawArrow(scene, canvas, { left: nodes[index - 1], right: nodes[index], x: area.x - gap, y: y + 1 });
    }
    y += height;
  }
  if (y > canvas.height) canvas.putRight(canvas.width, canvas.height - 1, " more below ↓", "dim");
}

type Drawing = Parameters<typeof drawBlockBox>[2];

function draw(scene: Scene, canvas: Canvas, drawing: Drawing): void {
  canvas.part(drawing.area).onMouse({ click: () => (drawing.node.key === scene.state.selected ? "open" : `select ${drawing.node.key}`), wheelUp: () => "up", wheelDown: () => "down" });
  if (drawing.node.block === null || drawing.node.children.length > 0) drawGroupBox(scene, canvas, drawing);
  else drawBlockBox(scene, canvas, drawing);
}

/** A box for every block, and one for every group that is folded. */
function boxesOf(nodes: readonly TreeNode[], folded: ReadonlySet<string>): readonly TreeNode[] {
  return nodes.flatMap((node) => {
    if (node.children.length === 0 || folded.has(node.key)) return [node];
    const own = node.block === null ? [] : [{ ...node, children: [], blocks: [node.block] }];
    return [...own, ...boxesOf(node.children, folded)];
  });
}

/** Rows to leave out above so that the selected box is seen. */
function scrolled(rows: readonly { readonly first: number; readonly height: number }[], selected: number, height: number): number {
  const row = rows.findLastIndex(({ first }) => first <= selected);
  let used = 0;
  let top = 0;
  for (let index = 0; index <= row; index++) {
    used += rows[index].height;
    while (used > height && top < index) used -= rows[top++].height;
  }
  return rows.slice(0, top).reduce((sum, { height }) => sum + height, 0);
}
