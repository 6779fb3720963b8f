import type { Area, Canvas } from "../../grid/canvas.ts";
import type { Scene } from "../../commands/command.ts";
import { viewNames } from "../../state/view-state.ts";

/** The names of the views with their keys, and what is looked at where there is room for it. */
export function drawTabs({ study, state }: Scene, canvas: Canvas): void {
  canvas.rule(0, " ", "bar");
  let x = 0;
  let shown: Area = { x: 0, y: 0, width: 0, height: 1 };
  for (const [index, name] of viewNames.entries()) {
    const label = name !== "help" ? `${index + 1} ${name}` : canvas.width < 84 ? "?" : "? help";
    const start = x;
    x = canvas.put(x, 0, ` ${label}`, "bar");
    const area = { x: start, y: 0, width: x - start + 1, height: 1 };
    canvas.part(area).onMouse({ click: () => `view ${name}` });
    if (name === state.view) shown = area;
  }
  canvas.tint(shown, "selected");
  const { machine, trace } = study.recording.header;
  const title = `${machine} · ${trace} `;
  if (canvas.width - x > title.length + 2) canvas.putRight(canvas.width, 0, title, "bar");
}
