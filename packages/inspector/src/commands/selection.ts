import { LnsimError } from "@lnsim/contracts";
import type { TreeNode } from "../model/block-tree.ts";
import { laneGeometry } from "../model/lane-geometry.ts";
import { rowsOf, type Row } from "../model/rows.ts";
import type { Scene } from "./command.ts";

/** The node that is selected. */
export function selectedNode({ study, state }: Pick<Scene, "study" | "state">): TreeNode {
  return study.tree.nodes.get(state.selected) ?? study.tree.roots[0];
}

/** The block that is selected. @throws {LnsimError} code "invalid-value" when it is a group. */
export function selectedBlock(scene: Scene): number {
  const { block, blocks, key } = selectedNode(scene);
  if (block !== null) return block;
  const first = scene.study.timeline.layout.blocks[blocks[0]].name;
  throw new LnsimError({ code: "invalid-value", message: `${key} is a group of ${blocks.length} blocks`, found: key, remedy: `select one of them, such as ${first}` });
}

/** The rows on screen and outside it. */
export function currentRows({ study, state, width }: Scene): readonly Row[] {
  return rowsOf(study, state, laneGeometry(study.timeline, state, width));
}
