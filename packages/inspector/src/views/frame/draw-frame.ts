import { LnsimError, formatError } from "@lnsim/contracts";
import { Canvas } from "../../grid/canvas.ts";
import type { Scene } from "../../commands/command.ts";
import type { ViewName } from "../../state/view-state.ts";
import { drawBlock } from "../block/draw-block.ts";
import { drawCompare } from "../compare/draw-compare.ts";
import { drawDatapath } from "../datapath/draw-datapath.ts";
import { drawHelp } from "../help/draw-help.ts";
import { drawEnergy } from "../lists/draw-energy.ts";
import { drawOps } from "../lists/draw-ops.ts";
import { drawStalls } from "../lists/draw-stalls.ts";
import { drawMachine } from "../machine/draw-machine.ts";
import { drawTimeline } from "../timeline/draw-timeline.ts";
import { drawMiniMap } from "./mini-map.ts";
import { drawStatus } from "./status.ts";
import { drawTabs } from "./tabs.ts";

/** What stands in the last line: an answer, an error, or a prompt with the place of its cursor. */
export interface LastLine {
  readonly text: string;
  readonly kind: "message" | "error" | "prompt" | "hint";
  readonly cursor: number | null;
  /** Above it: what a prompt can be completed to. */
  readonly candidates: readonly string[];
}

/** A view draws itself into the middle of the frame. */
type View = (scene: Scene, canvas: Canvas) => void;

const views: Readonly<Record<ViewName, View>> = {
  timeline: drawTimeline,
  block: drawBlock,
  machine: drawMachine,
  stalls: drawStalls,
  ops: drawOps,
  energy: drawEnergy,
  datapath: drawDatapath,
  compare: drawCompare,
  help: drawHelp,
};

/** Smallest picture that is drawn; smaller screens show a part of it. */
const least = { width: 40, height: 10 };

/** The whole picture: tabs, mini-map of the run, the view, what is at the cursor, the last line. */
export function drawFrame(scene: Scene, last: LastLine): Canvas {
  const width = Math.max(scene.width, least.width);
  const height = Math.max(scene.height, least.height);
  const canvas = Canvas.of(width, height);
  const sized = { ...scene, width, height };
  drawTabs(sized, canvas.part({ x: 0, y: 0, width, height: 1 }));
  drawOrTell(drawMiniMap, sized, canvas.part({ x: 0, y: 1, width, height: 1 }));
  drawOrTell(views[scene.state.view], sized, canvas.part({ x: 0, y: 2, width, height: height - 4 }));
  drawOrTell(drawStatus, sized, canvas.part({ x: 0, y: height - 2, width, height: 1 }));
  drawLastLine(last, canvas, height);
  return canvas;
}

/** What a session cannot tell (its file is damaged, say) is told in its place. */
function drawOrTell(view: View, scene: Scene, canvas: Canvas): void {
  try {
    view(scene, canvas);
  } catch (error) {
    if (!(error instanceof LnsimError)) throw error;
    for (const [y, line] of formatError(error).split("\n").entries()) canvas.put(0, y, line.padEnd(canvas.width), "error");
  }
}

function drawLastLine({ text, kind, cursor, candidates }: LastLine, canvas: Canvas, height: number): void {
  const y = height - 1;
  const style = ({ message: "plain", error: "error", prompt: "plain", hint: "dim" } as const)[kind];
  canvas.put(0, y, text, style);
  if (cursor !== null) canvas.tint({ x: cursor, y, width: 1, height: 1 }, "cursor");
  if (candidates.length === 0) return;
  const list = canvas.part({ x: 0, y: y - 1, width: canvas.width, height: 1 });
  list.rule(0, " ", "bar");
  let x = 1;
  for (const candidate of candidates) x = list.put(x, 0, candidate, "bar") + 2;
}
