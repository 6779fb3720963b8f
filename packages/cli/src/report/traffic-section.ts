import type { RunResult } from "@lnsim/simulator";
import { bytes } from "../output/numbers.ts";
import { renderTable } from "../output/table.ts";
import { title, type Layout } from "./layout.ts";

/** Bytes by memory level and direction, and what that is a cycle. */
export function trafficSection({ traffic, cycles }: RunResult, layout: Layout): string {
  if (traffic === null || cycles === null) return "";
  const levels = Object.entries(traffic);
  if (levels.length === 0) return "";
  const rows = levels.map(([level, { readBytes, writeBytes }]) => [
    level,
    bytes(readBytes),
    bytes(writeBytes),
    cycles.perStep === 0 ? "-" : ((readBytes + writeBytes) / cycles.perStep).toFixed(1),
  ]);
  const columns = ["level", "read", "written", "B/cycle"].map(
    (name, index) => ({ title: name, align: index === 0 ? "left" : "right" }) as const,
  );
  return `${title(layout, "Traffic", "of one full-batch step")}\n${renderTable(columns, rows, "  ")}`;
}
