import type { Canvas } from "../../grid/canvas.ts";
import type { Scene } from "../../commands/command.ts";
import { selectedNode } from "../../commands/selection.ts";
import { grouped, short } from "../../format/number.ts";
import { cut } from "../../format/text.ts";
import { categoryName } from "../../model/palette.ts";
import { opAt } from "../../model/ops.ts";
import { opTitle } from "../../model/op-title.ts";

/** One line about the cursor: its cycle, what the selected block does there and for how long, the op and the tile. */
export function drawStatus(scene: Scene, canvas: Canvas): void {
  const { state } = scene;
  canvas.rule(0, " ", "bar");
  const parts = [`cycle ${grouped(state.cursor)}`, doing(scene), opText(scene), tileText(scene)].filter((part) => part !== "");
  const text = parts.join(" · ");
  const note = noteOf(scene, canvas.width - text.length - 4);
  canvas.put(1, 0, cut(text, canvas.width - 2 - (note === "" ? 0 : note.length + 2)), "bar");
  if (note !== "") canvas.putRight(canvas.width - 1, 0, ` ${note}`, "mark");
}

/** Whether the step goes on, or why its recording does not: in short where there is little room. */
function noteOf({ study: { session, recording } }: Scene, room: number): string {
  if (recording.end.isWhole) return "";
  if (session.isLive) return "live";
  return recording.end.reason.length <= room ? recording.end.reason : "broken off";
}

function doing(scene: Scene): string {
  const { study, state } = scene;
  const node = selectedNode(scene);
  if (node.block === null) return `${node.key}: ${node.blocks.length} blocks`;
  const { activity, from, to } = study.timeline.intervalAt(node.block, state.cursor);
  const { name, class: kind, cause } = study.timeline.layout.blocks[node.block].activities[activity];
  const shown = kind === "stall" && cause !== name ? `${name} (${categoryName(study.palette, study.palette.categories[node.block][activity])})` : name;
  return `${node.key} ${shown} ${grouped(state.cursor - from + 1)}/${grouped(to - from)}`;
}

function opText({ study, state }: Scene): string {
  const op = opAt(study, state.cursor);
  return op === null ? "" : `${opTitle(op)} ${short(state.cursor - op.from)}/${op.isOver ? short(op.to - op.from) : "…"}`;
}

function tileText({ study, state }: Scene): string {
  const tile = study.recording.jobAt(state.cursor);
  return tile === null ? "" : `tile ${tile.job}`;
}
