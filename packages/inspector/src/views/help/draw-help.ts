import type { Canvas } from "../../grid/canvas.ts";
import { putLines, type Line } from "../../grid/spans.ts";
import { commandGroups, type Command, type Scene } from "../../commands/command.ts";
import { wrapped } from "../../format/wrap.ts";
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
const keyColumns = 33;
const usageColumns = 30;

/** A command: keys and usage, and its summary beside them where there is room, else below. */
function commandLines(command: Command, width: number): readonly Line[] {
  const keys = ` ${command.keys.map(({ key }) => key).join(" ")}`.padEnd(keyColumns);
  if (width < 110) {
    const below = wrapped(command.summary, width - keyColumns - 2).map((text): Line => [["".padEnd(keyColumns + 2) + text, "dim"]]);
    return [[[keys, "key"], usage(command)], ...below];
  }
  const [first, ...rest] = wrapped(command.summary, width - keyColumns - usageColumns);
  return [[[keys, "key"], usage(command).padEnd(usageColumns), [first, "dim"]], ...rest.map((text): Line => [["".padEnd(keyColumns + usageColumns) + text, "dim"]])];
}
