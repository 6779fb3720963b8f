import type { TreeNode } from "../model/block-tree.ts";
import { arrayBlock } from "../model/ops.ts";
import type { Study } from "../model/study.ts";
import type { ViewState } from "./view-state.ts";

/** Groups of more blocks than this are folded at first. */
const foldedFrom = 12;

/** What is on screen at first: the whole run, with large groups folded. */
export function initialState(study: Study): ViewState {
  return {
    view: "timeline",
    cursor: 0,
    window: { from: 0, cyclesPerColumn: 0 },
    selected: firstSelected(study),
    folded: [...study.tree.nodes.values()].filter(isLarge).map(({ key }) => key),
    pinned: [],
    filter: "",
    order: "tree",
    links: "none",
    opOrder: "cycles",
    alignment: "op",
    cause: "",
    bookmarks: [],
    conditions: [],
    search: "",
    entry: {},
  };
}

function isLarge({ children, blocks }: TreeNode): boolean {
  return children.length > 0 && blocks.length > foldedFrom;
}

/** The block whose work is the machine's: a vector MAC, the array, the first PE, or simply the first. */
function firstSelected({ timeline, recording }: Study): string {
  const { blocks } = timeline.layout;
  const array = arrayBlock(recording.step);
  const unit = blocks.find(({ kind }) => kind === "vectorMac") ?? blocks.find(({ kind }) => kind === "gridPe");
  return (unit ?? (array === null ? undefined : recording.step.layout.blocks[array]) ?? blocks[0]).name;
}
