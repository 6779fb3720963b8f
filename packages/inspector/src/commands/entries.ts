import { alignedOps } from "../model/align-ops.ts";
import { longestStalls, type LongestStalls } from "../model/longest-stalls.ts";
import { opCosts, type OpCost } from "../model/op-costs.ts";
import type { Scene } from "./command.ts";
import { selectedBlock, selectedNode } from "./selection.ts";

/** Stalls that are listed. */
const listedStalls = 50;

/** The longest stalls of the selected block or group, of the cause that is followed, in the known cycles. */
export function stallEntries(scene: Scene): LongestStalls {
  const { study, state } = scene;
  const { key, blocks } = selectedNode(scene);
  const { cycles } = study.timeline;
  const question = { cause: state.cause, from: 0, to: cycles, count: listedStalls };
  return study.memory.recall("stalls", `${key} ${state.cause} ${cycles}`, () => longestStalls(study, blocks, question));
}

/** Ops with what the selected block or group did in them. */
export function opEntries(scene: Scene): readonly OpCost[] {
  const { study, state } = scene;
  const { key, blocks } = selectedNode(scene);
  return study.memory.recall("ops", `${key} ${state.opOrder} ${study.recording.ops.length}`, () => opCosts(study, blocks, state.opOrder));
}

/** How many entries the list in the present view has; text scrolls until its end is on screen. */
export function entryCount(scene: Scene): number {
  switch (scene.state.view) {
    case "stalls":
      return stallEntries(scene).stalls.length;
    case "ops":
      return scene.study.recording.ops.length;
    case "compare":
      return scene.other === null ? 0 : alignedOps(scene.study.recording.ops, scene.other.recording.ops).length;
    case "datapath":
      return laneCount(scene);
    default:
      return Infinity;
  }
}

function laneCount(scene: Scene): number {
  const { study, state } = scene;
  const datapath = selectedNode(scene).block === null ? null : study.session.datapathAt(state.cursor, selectedBlock(scene));
  if (datapath === null) return 0;
  return datapath.kind === "product" ? datapath.lanes.length : datapath.weights.length;
}
