import type { Canvas } from "../../grid/canvas.ts";
import { putLines, type Line } from "../../grid/spans.ts";
import { commandGroups, type Command, type Scene } from "../../commands/command.ts";
import { usage } from "../../commands/read-values.ts";
import { commands } from "../../commands/table.ts";
import { signLines } from "./sign-lines.ts";

/** Every command with its keys, and what cells mean. */
export function drawHelp({ study, state }: Scene, canvas: Canvas): void {
  const width = canvas.width - 2;
  const groups = commandGroups.flatMap((group): readonly Line[] => [[[group, "title"]], ...commands.filter((command) => command.group === group).flatMap((command) => commandLines(command, width)), []]);
  putLines(canvas.part({ x: 1, y: 0, width, height: canvas.height }), [...signLines(study.palette, width), [], ...groups], state.entry.help);
}

/** Columns for keys and for usage. */
const keyColumns = 20;
const usageColumns = 28;

/** A command in one line, or two where there is little room. */
function commandLines(command: Command, width: number): readonly Line[] {
  const keys = command.keys.map(({ key }) => key).join(" ");
  const isShort = width >= 100;
  const head: Line = [[` ${keys}`.padEnd(keyColumns), "key"], usage(command).padEnd(isShort ? usageColumns : 0)];
  return isShort ? [[...head, [` ${command.summary}`, "dim"]]] : [head, [[`${"".padEnd(keyColumns)}  ${command.summary}`.slice(0, width), "dim"]]];
}
