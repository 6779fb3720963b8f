import type { Timeline } from "@lnsim/recording";
import type { Line } from "../../grid/spans.ts";
import type { Scene } from "../../commands/command.ts";
import { grouped } from "../../format/number.ts";
import { cut } from "../../format/text.ts";
import { waitingChain, type WaitingEnd, type WaitingStep } from "../../model/waiting.ts";
import { signOf } from "../sign.ts";

/** Chains longer than this are cut. */
const mostSteps = 6;

/** What a block does now, and, when it waits, whom it waits for, and whom that one waits for. */
export function waitingLines(scene: Scene, block: number, width: number): readonly Line[] {
  const { steps, end } = waitingChain(scene.study, block, scene.state.cursor);
  const nameWidth = Math.min(26, Math.max(...steps.map((step) => scene.study.timeline.layout.blocks[step.block].name.length)));
  const lines = steps.slice(0, mostSteps).map((step, index) => stepLine(scene, step, { index, nameWidth, width }));
  if (steps.length === 1 && end !== "unknown") return lines;
  return [...lines, [[`  ${endText(scene, steps.at(-1)!, end)}`, "dim"]]];
}

interface Place {
  readonly index: number;
  readonly nameWidth: number;
  readonly width: number;
}

function stepLine({ study, state }: Scene, { block, activity, from, to, link, isNamed }: WaitingStep, { index, nameWidth, width }: Place): Line {
  const { name, activities } = study.timeline.layout.blocks[block];
  const { character, style } = signOf(study.palette, study.palette.categories[block][activity]);
  const { name: doing, cause } = activities[activity];
  const what = cause !== undefined && cause !== doing ? `${doing} (${cause})` : doing;
  const when = `cycle ${grouped(state.cursor - from + 1)} of ${grouped(to - from)}`;
  const where = link === null ? "" : `${isNamed ? "" : "perhaps "}${queueText(study.timeline, link, { block, cycle: state.cursor })}`;
  const text = ` ${what.padEnd(14)} ${when.padEnd(17)} ${where}`;
  return [[index === 0 ? "  " : "→ ", "key"], cut(name, nameWidth).padEnd(nameWidth), " ", [character, style], cut(text, width - nameWidth - 4)];
}

/** A queue by the waiting block's port, with how full it is. */
function queueText(timeline: Timeline, link: number, { block, cycle }: { readonly block: number; readonly cycle: number }): string {
  const { from, to, capacity } = timeline.layout.links[link];
  const fill = `${timeline.level(link, cycle)} of ${capacity}`;
  return block === to.block ? `${to.port}: ${fill}` : `${from.port}: ${fill} taken`;
}

function endText({ study }: Scene, { block, activity }: WaitingStep, end: WaitingEnd): string {
  const { name, activities } = study.timeline.layout.blocks[block];
  const doing = activities[activity].name;
  switch (end) {
    case "works":
      return `${name} works: the others wait for its ${doing}`;
    case "idles":
      return `${name} has nothing to do (${doing})`;
    case "unknown":
      return `${name} does not say which queue its ${doing} is about`;
    case "circle":
      return `${name} waits for one of those above: a circle`;
  }
}
