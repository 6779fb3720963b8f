import type { AxisScale } from "./axis-scale.ts";
import { element, escaped } from "./svg-markup.ts";

/** Colours that colour-blind readers tell apart (Okabe and Ito), in the order in which series take them. */
export const seriesColours: readonly string[] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c564b", "#7f7f7f"];

/** The plot's rectangle within the picture. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const style =
  "text{font:12px system-ui,sans-serif;fill:#222}.title{font-size:15px;font-weight:600}.note{fill:#666;font-size:11px}" +
  ".grid{stroke:#ddd}.edge{stroke:#888;fill:none}.paper{fill:#fff}" +
  "@media(prefers-color-scheme:dark){text{fill:#ddd}.note{fill:#999}.grid{stroke:#333}.edge{stroke:#777}.paper{fill:#161616}}";

/** A whole picture around `content`. */
export function svgPicture(frame: Frame, title: string, content: readonly string[]): string {
  const { width, height } = frame;
  const parts = [
    element("title", {}, escaped(title)),
    element("style", {}, style),
    element("rect", { class: "paper", width, height }),
    element("text", { class: "title", x: frame.left, y: 22 }, escaped(title)),
    ...content,
  ];
  const attributes = { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height, role: "img" };
  return `${element("svg", attributes, parts)}\n`;
}

/** Grid lines, labels and names of both axes. */
export function axes(frame: Frame, x: AxisScale, y: AxisScale, labels: { readonly x: string; readonly y: string }): readonly string[] {
  const { top, bottom } = frame;
  const columns = x.ticks.map(({ value, label }) => {
    const at = x.place(value);
    return element("line", { class: "grid", x1: at, x2: at, y1: top, y2: bottom }) + text(label, at, bottom + 16, "middle");
  });
  return [...columns, ...rowsOf(frame, y), edge(frame), ...names(frame, labels)];
}

/** Grid lines and labels of the vertical axis. */
export function rowsOf({ left, right }: Frame, y: AxisScale): readonly string[] {
  return y.ticks.map(({ value, label }) => {
    const at = y.place(value);
    return element("line", { class: "grid", x1: left, x2: right, y1: at, y2: at }) + text(label, left - 6, at + 4, "end");
  });
}

export function edge({ left, right, top, bottom }: Frame): string {
  return element("rect", { class: "edge", x: left, y: top, width: right - left, height: bottom - top });
}

/** The names of both axes. */
export function names({ left, right, top, bottom }: Frame, labels: { readonly x: string; readonly y: string }): readonly string[] {
  const middle = (top + bottom) / 2;
  return [
    text(labels.x, (left + right) / 2, bottom + 34, "middle"),
    element("text", { x: 14, y: middle, "text-anchor": "middle", transform: `rotate(-90 14 ${middle})` }, escaped(labels.y)),
  ];
}

/** A line of text; `anchor` says which end of it stands at x. */
export function text(content: string, x: number, y: number, anchor: "start" | "middle" | "end" = "start"): string {
  return element("text", { x, y, "text-anchor": anchor }, escaped(content));
}
