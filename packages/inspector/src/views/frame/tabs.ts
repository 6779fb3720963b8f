import type { Canvas } from "../../grid/canvas.ts";
import type { Scene } from "../../commands/command.ts";
import { viewNames } from "../../state/view-state.ts";

/** The names of the views with their keys, and what is looked at where there is room for it. */
export function drawTabs({ study, state }: Scene, canvas: Canvas): void {
  canvas.rule(0, " ", "bar");
  let x = 0;
  for (const [index, name] of viewNames.entries()) {
    const label = name !== "help" ? `${index + 1} ${name}` : canvas.width < 84 ? "?" : "? help";
    const isShown = name === state.view;
    const start = x;
    x = canvas.put(x, 0, ` ${label}`, isShown ? "selected" : "bar");
    if (isShown && canvas.width >= 84) x = canvas.put(x, 0, " ", "selected");
    canvas.part({ x: start, y: 0, width: x - start, height: 1 }).onMouse({ click: () => `view ${name}` });
  }
  const { machine, trace } = study.recording.header;
  const title = `${machine} · ${trace} `;
  if (canvas.width - x > title.length + 2) canvas.putRight(canvas.width, 0, title, "bar");
}
