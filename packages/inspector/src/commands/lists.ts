import { LnsimError } from "@lnsim/contracts";
import { grouped } from "../format/number.ts";
import { alignments, opOrders, type Alignment, type OpOrder } from "../state/view-state.ts";
import type { Change, Command, Scene } from "./command.ts";
import { defineCommand } from "./define-command.ts";
import { longestStalls } from "../model/longest-stalls.ts";
import { moveCursor } from "./move-cursor.ts";
import { selectedNode } from "./selection.ts";

const group = "lists and marks";

/** Commands of lists and bookmarks. */
export const listCommands: readonly Command[] = [
  defineCommand({
    name: "bookmark",
    group,
    summary: "Marks the cycle of the cursor, under a name or a number; a name that is taken moves",
    arguments: ["name:text?"],
    keys: { b: "" },
    remembered: "change",
    run: ({ state }, { texts }) => addBookmark(state, texts.name ?? freeNumber(state)),
  }),
  defineCommand({
    name: "unmark",
    group,
    summary: "Removes a bookmark, or all",
    arguments: ["name:text?"],
    remembered: "change",
    run: (_, { texts }) => ({ edit: (draft) => void (draft.bookmarks = draft.bookmarks.filter(({ name }) => texts.name !== undefined && name !== texts.name)) }),
  }),
  defineCommand({ name: "next-bookmark", group, summary: "Goes to the next bookmark, round the end", keys: { B: "" }, remembered: "jump", run: nextBookmark }),
  defineCommand({
    name: "longest",
    group,
    summary: "Goes to the longest stall of the selected block or group, of the cause that is followed or the one given",
    arguments: ["cause:cause?"],
    keys: { m: "" },
    remembered: "jump",
    run: (scene, { texts }) => longest(scene, texts.cause ?? scene.state.cause),
  }),
  defineCommand({
    name: "sort-ops",
    group,
    summary: "Sorts the ops by cycles, by stalled cycles, or as they came",
    arguments: [{ name: "order", kind: "choice", choices: opOrders, isOptional: true }],
    keys: { O: "" },
    remembered: "change",
    run: (_, { texts }) => ({ edit: (draft) => void (draft.opOrder = (texts.order as OpOrder | undefined) ?? opOrders[(opOrders.indexOf(draft.opOrder) + 1) % opOrders.length]) }),
  }),
  defineCommand({
    name: "align",
    group,
    summary: "Compares an op cycle by cycle from its beginning on, or tile by tile",
    arguments: [{ name: "alignment", kind: "choice", choices: alignments, isOptional: true }],
    keys: { a: "" },
    remembered: "change",
    run: (_, { texts }) => ({ edit: (draft) => void (draft.alignment = (texts.alignment as Alignment | undefined) ?? (draft.alignment === "op" ? "tile" : "op")) }),
  }),
  defineCommand({
    name: "entry",
    group,
    summary: "Chooses an entry of the list, from 1",
    arguments: ["number:count"],
    run: ({ state }, { numbers }) => ({ edit: (draft) => void (draft.entry[state.view] = Math.max(0, numbers.number! - 1)) }),
  }),
];

function addBookmark({ cursor }: Scene["state"], name: string): Change {
  return {
    edit: (draft) => void (draft.bookmarks = [...draft.bookmarks.filter((bookmark) => bookmark.name !== name), { name, cycle: cursor }].toSorted((a, b) => a.cycle - b.cycle)),
    message: `bookmark ${name}: cycle ${grouped(cursor)}`,
  };
}

function freeNumber({ bookmarks }: Scene["state"]): string {
  for (let number = 1; ; number++) if (bookmarks.every(({ name }) => name !== String(number))) return String(number);
}

function nextBookmark(scene: Scene): Change {
  const { bookmarks, cursor } = scene.state;
  const next = bookmarks.find(({ cycle }) => cycle > cursor) ?? bookmarks[0];
  return next === undefined ? { message: "no bookmark is set: press b" } : { ...moveCursor(scene, next.cycle), message: `bookmark ${next.name}` };
}

function longest(scene: Scene, cause: string): Change {
  const { timeline } = scene.study;
  const { key, blocks } = selectedNode(scene);
  const { stalls, othersUpTo } = longestStalls(scene.study, blocks, { cause, from: 0, to: timeline.cycles, count: 1 });
  const found = stalls[0];
  if (found === undefined) throw new LnsimError({ code: "invalid-value", message: `${key} has no ${cause === "" ? "stalls" : `${cause} stalls`}` });
  const { name } = timeline.layout.blocks[found.block];
  const sure = othersUpTo > 0 ? `, others are at most ${grouped(othersUpTo)}` : "";
  return { ...moveCursor(scene, found.from, (draft) => void (draft.selected = name)), message: `${name}: ${grouped(found.to - found.from)} cycles${sure}` };
}
