import { axisScale } from "./axis-scale.ts";
import { colourOf, sequentialColour } from "./colour-scale.ts";
import type { ColourKey } from "./colour-key.ts";
import type { Frame } from "./svg-frame.ts";
import { text } from "./svg-frame.ts";
import { element, escaped } from "./svg-markup.ts";

/** Pixels that a legend takes at the right of a plot. */
export const legendWidth = 190;

const lineHeight = 18;
const barSteps = 32;
const mostCharacters = 22;

/** What the colours stand for, at the right of the plot; `above` lines are left free at its top. */
export function colourLegend(key: ColourKey | undefined, frame: Frame, above = 0): readonly string[] {
  if (key === undefined) return [];
  const top = frame.top + 10 + above * lineHeight;
  const x = frame.right + 14;
  return [cut(key.label, x, top), ...(key.kind === "categories" ? entries(key, x, top, frame) : bar(key, x, top + 10))];
}

function entries(key: Extract<ColourKey, { kind: "categories" }>, x: number, top: number, { bottom }: Frame): readonly string[] {
  const room = Math.max(1, Math.floor((bottom - top) / lineHeight) - 1);
  const shown = key.names.length <= room ? key.names : key.names.slice(0, room - 1);
  const lines = shown.flatMap((name, index) => {
    const y = top + (index + 1) * lineHeight;
    return [element("circle", { cx: x + 6, cy: y - 4, r: 4, fill: colourOf(key, index) }), cut(name, x + 18, y)];
  });
  const rest = key.names.length - shown.length;
  return rest === 0 ? lines : [...lines, text(`and ${rest} more`, x + 18, top + (shown.length + 1) * lineHeight)];
}

function bar(key: Extract<ColourKey, { kind: "scale" }>, x: number, top: number): readonly string[] {
  const height = 160;
  const step = height / barSteps;
  const parts = Array.from({ length: barSteps }, (_, i) =>
    element("rect", { x, y: top + i * step, width: 14, height: step + 0.5, fill: sequentialColour(1 - (i + 0.5) / barSteps) }),
  );
  const { place, ticks } = axisScale(key, [{ name: "", points: key.domain.map((value) => [value, value] as const) }], 1, { range: [top + height, top], count: 5 });
  return [...parts, ...ticks.map(({ value, label }) => text(label, x + 20, place(value) + 4))];
}

/** Text that is cut where the legend ends; all of it is shown when it is pointed at. */
function cut(content: string, x: number, y: number): string {
  if (content.length <= mostCharacters) return text(content, x, y);
  return element("text", { x, y }, [element("title", {}, escaped(content)), escaped(`${content.slice(0, mostCharacters - 1)}…`)]);
}
