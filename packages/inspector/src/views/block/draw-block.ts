import { LnsimError } from "@lnsim/contracts";
import type { BlockState } from "@lnsim/simulator";
import type { Canvas } from "../../grid/canvas.ts";
import { putLine, putLines } from "../../grid/spans.ts";
import type { Scene } from "../../commands/command.ts";
import { selectedNode } from "../../commands/selection.ts";
import { groupLines } from "./group-lines.ts";
import { portLines } from "./port-lines.ts";
import { slotLines } from "./slot-lines.ts";
import { statisticsLines } from "./statistics-lines.ts";
import { waitingLines } from "./waiting-lines.ts";

/** A block at the cursor: why it waits and for whom; its state, parameters, queues and statistics. */
export function drawBlock(scene: Scene, canvas: Canvas): void {
  const node = selectedNode(scene);
  if (node.block === null) {
    putLines(canvas.part({ x: 1, y: 0, width: canvas.width - 2, height: canvas.height }), groupLines(scene, node), scene.state.entry.block);
    return;
  }
  const { name, kind } = scene.study.timeline.layout.blocks[node.block];
  putLine(canvas, 1, 0, [[name, "title"], [`  ${kind}`, "dim"]]);
  const waiting = waitingLines(scene, node.block, canvas.width - 2);
  const chain = canvas.part({ x: 1, y: 1, width: canvas.width - 2, height: waiting.length });
  for (const [y, line] of waiting.entries()) putLine(chain, 0, y, line);
  drawColumns(scene, canvas.part({ x: 1, y: waiting.length + 2, width: canvas.width - 2, height: canvas.height - waiting.length - 2 }), node.block);
}

function drawColumns(scene: Scene, canvas: Canvas, block: number): void {
  const left = Math.floor(canvas.width / 2) - 1;
  const state = stateOf(scene, block);
  const first = scene.state.entry.block ?? 0;
  const width = canvas.width - left - 2;
  const statistics = statisticsLines(scene, block, width);
  if (typeof state === "string") {
    putLines(canvas.part({ x: 0, y: 0, width: left, height: canvas.height }), [[[state, "dim"]]]);
    putLines(canvas.part({ x: left + 2, y: 0, width, height: canvas.height }), statistics, first);
    return;
  }
  const cycle = ownCycle(scene, block);
  const queues = portLines(state, width, cycle);
  putLines(canvas.part({ x: 0, y: 0, width: left, height: canvas.height }), slotLines(state, left, cycle), first);
  putLines(canvas.part({ x: left + 2, y: 0, width, height: canvas.height }), [...queues, [], ...statistics], first);
}

/** The cursor in the block's own cycles: a job's begin with the job. */
function ownCycle({ study: { recording, timeline }, state: { cursor } }: Scene, block: number): number {
  const { name } = timeline.layout.blocks[block];
  if (recording.step.layout.blocks.some((outer) => outer.name === name)) return cursor;
  return cursor - (recording.jobAt(cursor)?.from ?? 0);
}

/** The block's state, or why there is none. */
function stateOf({ study, state }: Scene, block: number): BlockState | string {
  try {
    return study.session.stateAt(state.cursor).block(block) ?? "no job is under way in this cycle";
  } catch (error) {
    if (!(error instanceof LnsimError)) throw error;
    return [error.message, error.remedy].filter((part): part is string => part !== undefined).join(": ");
  }
}
