import { waitingChain } from "../model/waiting.ts";
import { viewNames, type ViewName } from "../state/view-state.ts";
import type { Change, Command, Scene } from "./command.ts";
import { defineCommand } from "./define-command.ts";
import { openEntry } from "./open-entry.ts";
import { selectedNode } from "./selection.ts";
import { moveSelection } from "./move-selection.ts";

const group = "looking closer";

/** Commands that choose what is looked at. */
export const lookingCommands: readonly Command[] = [
  defineCommand({
    name: "view",
    group,
    summary: "Shows another view",
    arguments: [{ name: "view", kind: "choice", choices: viewNames }],
    keys: { "1": "timeline", "2": "block", "3": "machine", "4": "stalls", "5": "ops", "6": "energy", "7": "datapath", "8": "compare", "?": "help" },
    remembered: "jump",
    run: (_, { texts }) => show(texts.view as ViewName),
  }),
  defineCommand({
    name: "next-view",
    group,
    summary: "Shows the view after this one",
    keys: { tab: "" },
    remembered: "jump",
    run: ({ state }) => show(viewNames[(viewNames.indexOf(state.view) + 1) % viewNames.length]),
  }),
  defineCommand({
    name: "previous-view",
    group,
    summary: "Shows the view before this one",
    keys: { "S-tab": "" },
    remembered: "jump",
    run: ({ state }) => show(viewNames[(viewNames.indexOf(state.view) + viewNames.length - 1) % viewNames.length]),
  }),
  defineCommand({ name: "close", group, summary: "Goes back to the timeline", keys: { escape: "" }, remembered: "jump", run: () => show("timeline") }),
  defineCommand({ name: "open", group, summary: "Looks into what is selected: a block, a stall, an op", keys: { enter: "" }, remembered: "jump", run: openEntry }),
  defineCommand({
    name: "select",
    group,
    summary: "Selects a block or a group",
    arguments: ["block:block"],
    remembered: "jump",
    run: (_, { texts }) => ({ edit: (draft) => void (draft.selected = texts.block!) }),
  }),
  defineCommand({
    name: "down",
    group,
    summary: "Selects what is below",
    arguments: ["rows:count?"],
    keys: { down: "", j: "", pagedown: "20" },
    run: (scene, { numbers }) => moveSelection(scene, numbers.rows ?? 1),
  }),
  defineCommand({
    name: "up",
    group,
    summary: "Selects what is above",
    arguments: ["rows:count?"],
    keys: { up: "", k: "", pageup: "20" },
    run: (scene, { numbers }) => moveSelection(scene, -(numbers.rows ?? 1)),
  }),
  defineCommand({ name: "blame", group, summary: "Selects the block that the selected one waits for", keys: { w: "" }, remembered: "jump", run: (scene) => blame(scene, 1) }),
  defineCommand({ name: "blame-end", group, summary: "Selects the block at the end of the chain of waiting", keys: { W: "" }, remembered: "jump", run: (scene) => blame(scene, Infinity) }),
];

function show(view: ViewName): Change {
  return { edit: (draft) => void (draft.view = view) };
}

function blame(scene: Scene, steps: number): Change {
  const { study, state } = scene;
  const { layout } = study.timeline;
  const { block, blocks } = selectedNode(scene);
  const { steps: chain } = waitingChain(study, block ?? blocks[0], state.cursor);
  const nameOf = (index: number): string => layout.blocks[chain[index].block].name;
  const last = Math.min(steps, chain.length - 1);
  const { activity } = chain[last];
  const doing = layout.blocks[chain[last].block].activities[activity].name;
  if (last === 0) return { message: `${nameOf(0)} (${doing}) waits for nobody that is known` };
  return { edit: (draft) => void (draft.selected = nameOf(last)), message: `${nameOf(0)} waits for ${nameOf(last)}: ${doing}` };
}
