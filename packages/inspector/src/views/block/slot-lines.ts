import type { BlockState, SlotState } from "@lnsim/simulator";
import { heading } from "../../grid/heading.ts";
import type { Line } from "../../grid/spans.ts";
import { real } from "../../format/number.ts";
import { cut } from "../../format/text.ts";

/** Roles of slots that are cycles. */
const times: ReadonlySet<string> = new Set(["time", "deadline", "stamp"]);

/** State and parameters of a block, a slot a line. Times are also told from the cursor on. */
export function slotLines({ slots }: BlockState, width: number, cursor: number): readonly Line[] {
  const state = slots.filter(({ role }) => role !== "parameter" && role !== "counter");
  const parameters = slots.filter(({ role }) => role === "parameter");
  const sections = [
    { title: "state", list: state },
    { title: "parameters", list: parameters },
  ].filter(({ list }) => list.length > 0);
  return sections.flatMap(({ title, list }, index) => [...(index === 0 ? [] : [[]]), heading(title, width), ...list.map((slot) => slotLine(slot, width, cursor))]);
}

function slotLine({ name, role, value }: SlotState, width: number, cursor: number): Line {
  const isTime = times.has(role) && Number.isFinite(value);
  const from = isTime ? `  ${value >= cursor ? "+" : "-"}${real(Math.abs(value - cursor))}` : "";
  const shown = valueText(value);
  const room = Math.max(0, width - shown.length - 12);
  return [cut(name, room).padEnd(room), " ", shown, [from.padEnd(11), "dim"]];
}

function valueText(value: number): string {
  if (value === Infinity) return "never";
  return value === -Infinity ? "long ago" : real(value);
}
