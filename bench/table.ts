import { isMet, type Measurement } from "./measurement.ts";

/** The rows as an aligned table for a terminal: figure, limit, ratio, goal, whether it is met, note. */
export function formatTable(rows: readonly Measurement[]): string {
  const cells = [["bench", "ours", "limit", "ratio", "goal", "", ""], ...rows.map(cellsOf)];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const align = (cell: string, column: number) => (column === 0 || column > 3 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!));
  return cells.map((row) => row.map(align).join("  ").trimEnd()).join("\n");
}

function cellsOf(row: Measurement): string[] {
  const { name, value, unit, limit, goal, note } = row;
  const met = isMet(row);
  return [
    name,
    Number.isNaN(value) ? "SKIPPED" : `${shown(value)} ${unit}`,
    limit === null ? "-" : `${shown(limit)} ${unit}`,
    limit === null ? "-" : (value / limit).toFixed(2),
    goal === null ? "-" : "atMost" in goal ? `<= ${goal.atMost} ${unit}` : `>= ${goal.atLeastRatio}`,
    met === null ? "" : met ? "met" : "not met",
    note ?? (met === null && goal !== null ? "limit not measured" : ""),
  ];
}

function shown(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
