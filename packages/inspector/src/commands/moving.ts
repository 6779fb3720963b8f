import { grouped } from "../format/number.ts";
import { opIndexAt } from "../model/ops.ts";
import type { Change, Command, Scene } from "./command.ts";
import { defineCommand } from "./define-command.ts";
import { moveCursor } from "./move-cursor.ts";
import { selectedNode } from "./selection.ts";
import { simulateFor } from "./simulate-for.ts";

const group = "moving";

/** Commands that move the cursor by cycles, events and ops. */
export const movingCommands: readonly Command[] = [
  defineCommand({
    name: "step",
    group,
    summary: "Goes on by a number of cycles",
    arguments: ["cycles:count?"],
    keys: { right: "1", l: "1", "S-right": "10", L: "10", "C-right": "100", ")": "100" },
    run: (scene, { numbers }) => moveCursor(scene, scene.state.cursor + (numbers.cycles ?? 1)),
  }),
  defineCommand({
    name: "back-step",
    group,
    summary: "Goes back by a number of cycles",
    arguments: ["cycles:count?"],
    keys: { left: "1", h: "1", "S-left": "10", H: "10", "C-left": "100", "(": "100" },
    run: (scene, { numbers }) => moveCursor(scene, scene.state.cursor - (numbers.cycles ?? 1)),
  }),
  defineCommand({
    name: "goto",
    group,
    summary: "Goes to a cycle: 1200, 1.5M, 50%, +100, start, end, or 'bookmark",
    arguments: ["cycle:cycle"],
    keys: { t: ":goto ", g: "start", home: "start", G: "end", end: "end" },
    remembered: "jump",
    run: (scene, { numbers }) => moveCursor(scene, numbers.cycle!),
  }),
  defineCommand({
    name: "next-event",
    group,
    summary: "Goes to the next change of what the selected block does",
    keys: { e: "" },
    run: (scene) => moveCursor(scene, nextEvent(scene)),
  }),
  defineCommand({
    name: "previous-event",
    group,
    summary: "Goes to the last change before",
    keys: { E: "" },
    run: (scene) => moveCursor(scene, previousEvent(scene)),
  }),
  defineCommand({
    name: "next-op",
    group,
    summary: "Goes to the beginning of the next op",
    keys: { "]": "" },
    run: (scene) => {
      const { recording } = scene.study;
      const op = simulateFor(scene.study, () => recording.ops[opIndexAt(recording.ops, scene.state.cursor)] ?? null);
      return op === null ? { message: "no later op is known" } : moveCursor(scene, op.to);
    },
  }),
  defineCommand({
    name: "previous-op",
    group,
    summary: "Goes to the beginning of the op, or of the one before",
    keys: { "[": "" },
    run: (scene) => previousOp(scene),
  }),
  defineCommand({ name: "back", group, summary: "Goes back to where the last jump began", keys: { backspace: "", "C-o": "" }, run: () => ({ travel: "back" }) }),
  defineCommand({ name: "forward", group, summary: "Goes forward again after `back`", keys: { "C-p": "" }, run: () => ({ travel: "forward" }) }),
];

/** The first change of any of the selected blocks; the end of the step where there is none. */
function nextEvent(scene: Scene): number {
  const { study, state } = scene;
  const { blocks } = selectedNode(scene);
  const next = (): number => Math.min(...blocks.map((block) => study.timeline.intervalAt(block, state.cursor).to));
  return simulateFor(study, () => (next() < study.timeline.cycles ? next() : null)) ?? next();
}

/** The last cycle before the cursor in which any of the selected blocks began something. */
function previousEvent(scene: Scene): number {
  const { cursor } = scene.state;
  if (cursor === 0) return 0;
  return Math.max(...selectedNode(scene).blocks.map((block) => scene.study.timeline.intervalAt(block, cursor - 1).from));
}

function previousOp(scene: Scene): Change {
  const { ops } = scene.study.recording;
  const index = opIndexAt(ops, scene.state.cursor);
  const begin = index === 0 ? 0 : ops[index - 1].to;
  if (scene.state.cursor > begin) return moveCursor(scene, begin);
  if (index === 0) return { message: `cycle ${grouped(0)} is the first` };
  return moveCursor(scene, index === 1 ? 0 : ops[index - 2].to);
}
