import type { Change, Scene } from "./command.ts";
import { entryCount } from "./entries.ts";
import { currentRows } from "./selection.ts";

/** Moves the selection among the rows, or the place in a list. */
export function moveSelection(scene: Scene, by: number): Change {
  const { view } = scene.state;
  if (view !== "timeline" && view !== "machine") {
    const last = Math.max(0, entryCount(scene) - 1);
    return { edit: (draft) => void (draft.entry[view] = Math.min(last, Math.max(0, (draft.entry[view] ?? 0) + by))) };
  }
  const keys = currentRows(scene).flatMap((row) => (row.kind === "node" ? [row.node.key] : []));
  // A pinned row has a second one in the tree: going on from there reaches all.
  const place = Math.max(by > 0 ? keys.lastIndexOf(scene.state.selected) : keys.indexOf(scene.state.selected), 0);
  const next = keys[Math.min(keys.length - 1, Math.max(0, place + by))];
  return next === undefined ? {} : { edit: (draft) => void (draft.selected = next) };
}
