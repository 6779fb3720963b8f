import { LnsimError } from "@lnsim/contracts";
import type { DatapathState } from "@lnsim/simulator";
import type { Canvas } from "../../grid/canvas.ts";
import type { Scene } from "../../commands/command.ts";
import { hasLanes } from "../../conditions/lane-block.ts";
import { selectedNode } from "../../commands/selection.ts";
import { drawProduct } from "./draw-product.ts";
import { drawUpdate } from "./draw-update.ts";

/** The numbers that the selected block works on at the cursor: a vector of products, or weights that are updated. */
export function drawDatapath(scene: Scene, canvas: Canvas): void {
  const inside = canvas.part({ x: 1, y: 0, width: canvas.width - 2, height: canvas.height });
  const state = stateOf(scene);
  if (typeof state === "string") {
    inside.put(0, 1, state, "dim");
    inside.put(0, 2, "s and e go to the next stall and the next change, ← and → a cycle on", "dim");
  } else if (state.kind === "product") drawProduct(inside, state, scene.state.entry.datapath ?? 0);
  else drawUpdate(inside, state, scene.state.entry.datapath ?? 0);
}

/** What the datapath has in it, or why nothing can be shown. */
function stateOf(scene: Scene): DatapathState | string {
  const { block, key } = selectedNode(scene);
  if (block === null) return `${key} is a group: select a block that multiplies or updates`;
  const { activities } = scene.study.timeline.layout.blocks[block];
  try {
    const state = scene.study.session.datapathAt(scene.state.cursor, block);
    if (state !== null) return state;
  } catch (error) {
    if (!(error instanceof LnsimError)) throw error;
    return error.message;
  }
  if (!scene.study.timeline.layout.blocks.some((_, index) => hasLanes(scene.study, index))) return "the numbers in a systolic array are not worked out: those of vector MACs are";
  const { activity } = scene.study.timeline.intervalAt(block, scene.state.cursor);
  return `no numbers are known of ${key} in this cycle: ${activities[activity].name}`;
}
