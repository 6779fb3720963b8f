import type { Draft } from "immer";
import { laneGeometry } from "../model/lane-geometry.ts";
import { opAt } from "../model/ops.ts";
import { linkChoices, type ViewState } from "../state/view-state.ts";
import type { Change, Command, Scene } from "./command.ts";
import { defineCommand } from "./define-command.ts";
import { grouped } from "../format/number.ts";
import { moveCursor } from "./move-cursor.ts";
import { opTitle } from "../model/op-title.ts";

const group = "rows and zoom";

/** Commands that decide which rows and which cycles are on screen. */
export const rowCommands: readonly Command[] = [
  defineCommand({
    name: "fold",
    group,
    summary: "Folds a group of rows, or unfolds it",
    arguments: ["block:block?"],
    keys: { space: "" },
    remembered: "change",
    run: (scene, { texts }) => fold(scene, texts.block ?? scene.state.selected),
  }),
  defineCommand({
    name: "fold-all",
    group,
    summary: "Folds all groups, or unfolds them when all are folded",
    keys: { F: "" },
    remembered: "change",
    run: foldAll,
  }),
  defineCommand({
    name: "pin",
    group,
    summary: "Keeps a row on top, or lets it go again",
    arguments: ["block:block?"],
    keys: { p: "" },
    remembered: "change",
    run: ({ state }, { texts }) => ({ edit: (draft) => toggle(draft.pinned, texts.block ?? state.selected) }),
  }),
  defineCommand({
    name: "filter",
    group,
    summary: "Shows the rows whose names contain a text or match an expression; without one, all",
    arguments: ["text:text?"],
    keys: { "/": "/" },
    remembered: "change",
    run: (_, { texts }) => ({ edit: (draft) => void (draft.filter = texts.text ?? "") }),
  }),
  defineCommand({
    name: "sort",
    group,
    summary: "Sorts the rows by the machine's tree, or those first that stall most in the window",
    arguments: [{ name: "order", kind: "choice", choices: ["tree", "stalls"], isOptional: true }],
    keys: { o: "" },
    remembered: "change",
    run: (_, { texts }) => ({ edit: (draft) => void (draft.order = (texts.order as ViewState["order"] | undefined) ?? (draft.order === "tree" ? "stalls" : "tree")) }),
  }),
  defineCommand({
    name: "links",
    group,
    summary: "Shows the queues into no block, the selected one, or all",
    arguments: [{ name: "choice", kind: "choice", choices: linkChoices, isOptional: true }],
    keys: { i: "" },
    remembered: "change",
    run: (_, { texts }) => ({
      edit: (draft) => void (draft.links = (texts.choice as ViewState["links"] | undefined) ?? linkChoices[(linkChoices.indexOf(draft.links) + 1) % linkChoices.length]),
    }),
  }),
  defineCommand({
    name: "zoom",
    group,
    summary: "Zooms in or out around the cursor or a cycle, to the whole run, to the op under way, or to so many cycles per column",
    arguments: ["scale:text", "cycle:cycle?"],
    keys: { "+": "in", "=": "in", "-": "out", "0": "all", z: "op" },
    remembered: "change",
    run: (scene, { texts, numbers }) => zoom(scene, texts.scale!, numbers.cycle ?? scene.state.cursor),
  }),
  defineCommand({
    name: "pan",
    group,
    summary: "Moves the window, and the cursor in it, by half its width",
    arguments: [{ name: "direction", kind: "choice", choices: ["left", "right"] }],
    keys: { ",": "left", ".": "right" },
    run: (scene, { texts }) => pan(scene, texts.direction === "left" ? -1 : 1),
  }),
  defineCommand({ name: "undo", group, summary: "Takes the last change of what is shown back", keys: { u: "" }, run: () => ({ travel: "undo" }) }),
  defineCommand({ name: "redo", group, summary: "Makes it again", keys: { "C-r": "" }, run: () => ({ travel: "redo" }) }),
];

function toggle(list: string[], key: string): void {
  const place = list.indexOf(key);
  if (place === -1) list.push(key);
  else list.splice(place, 1);
}

/** Folds the node, or the group that holds it when it has nothing to fold; the selection stays on what is seen. */
function fold({ study, state }: Scene, key: string): Change {
  const node = study.tree.nodes.get(key)!;
  const folded = node.children.length > 0 ? node : [...study.tree.nodes.values()].find(({ children }) => children.includes(node));
  if (folded === undefined) return { message: `${key} has nothing to fold` };
  return {
    edit: (draft) => {
      toggle(draft.folded, folded.key);
      if (state.selected === key) draft.selected = folded.key;
    },
  };
}

/** Folds all groups, with the selection on the outermost one that holds it, or unfolds all. */
function foldAll({ study, state }: Scene): Change {
  const groups = [...study.tree.nodes.values()].filter(({ children }) => children.length > 0).map(({ key }) => key);
  if (state.folded.length >= groups.length) return { edit: (draft) => void (draft.folded = []) };
  const selected = study.tree.nodes.get(state.selected)!;
  const outermost = study.tree.roots.find(({ blocks }) => selected.blocks.every((block) => blocks.includes(block)));
  return {
    edit: (draft) => {
      draft.folded = groups;
      draft.selected = outermost?.key ?? state.selected;
    },
  };
}

const most = Number.MAX_SAFE_INTEGER;

function zoom(scene: Scene, how: string, around: number): Change {
  const { cyclesPerColumn, columns } = laneGeometry(scene.study.timeline, scene.state, scene.width);
  if (how === "all") return { edit: (draft) => void (draft.window = { from: 0, cyclesPerColumn: 0 }) };
  if (how === "op") return zoomToOp(scene, columns);
  const wanted = how === "in" ? Math.max(1, Math.floor(cyclesPerColumn / 2)) : how === "out" ? cyclesPerColumn * 2 : Number(how.replace(/[,_]/g, ""));
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > most) return { message: `zoom ${how}: in, out, all, op, or a number of cycles per column` };
  return { edit: (draft) => setScale(scene, draft, { wanted, around }) };
}

/** Sets the scale so that a cycle stays in its column. The cursor goes there if it would leave the window. */
function setScale({ study: { timeline }, state, width }: Scene, draft: Draft<ViewState>, { wanted, around }: { readonly wanted: number; readonly around: number }): void {
  const { from, cyclesPerColumn, columns } = laneGeometry(timeline, state, width);
  const whole = Math.ceil(timeline.cycles / columns);
  if (wanted >= whole) {
    draft.window = { from: 0, cyclesPerColumn: 0 };
    return;
  }
  const fixed = Math.min(around, timeline.cycles - 1);
  const column = Math.floor((fixed - from) / cyclesPerColumn);
  const window = { from: (Math.floor(fixed / wanted) - column) * wanted, cyclesPerColumn: wanted };
  const next = laneGeometry(timeline, { window, cursor: fixed }, width);
  if (draft.cursor < next.from || draft.cursor >= next.to) draft.cursor = fixed;
  draft.window = window;
}

function zoomToOp(scene: Scene, columns: number): Change {
  const op = opAt(scene.study, scene.state.cursor);
  if (op === null) return { message: "no op is known to be under way here" };
  return {
    edit: (draft) => void (draft.window = { from: op.from, cyclesPerColumn: Math.max(1, Math.ceil((op.to - op.from) / columns)) }),
    message: `${opTitle(op)}, ${op.shape}: ${grouped(op.to - op.from)} cycles${op.isOver ? "" : " so far"}`,
  };
}

function pan(scene: Scene, direction: 1 | -1): Change {
  const { columns, cyclesPerColumn, from, to } = laneGeometry(scene.study.timeline, scene.state, scene.width);
  const by = Math.floor(columns / 2) * cyclesPerColumn * direction;
  if ((direction === -1 && from === 0) || (direction === 1 && to === scene.study.timeline.cycles && !scene.study.session.isLive)) return moveCursor(scene, scene.state.cursor + by);
  return moveCursor(scene, scene.state.cursor + by, (draft) => {
    draft.window.from = from + by;
  });
}

