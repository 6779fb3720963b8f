import type { AxisValues } from "../point.ts";
import type { Figures, Row } from "../row.ts";

/** A row made by hand; its id follows from its values. */
export function rowOf(values: AxisValues, figures: Figures, changes: Partial<Row> = {}): Row {
  const id = Object.entries(values).map(([path, value]) => `${path}=${value}`).join(" ");
  return { id, values, machine: { name: "lns-madam", hash: "m".repeat(64) }, trace: { name: "gemm:64,64,64", hash: "t".repeat(64) }, figures, notes: [], ...changes };
}

/** A grid of three axes with smooth, made-up figures: wider arrays are faster and larger, fewer bits cheaper and less accurate. */
export function gridRows(): readonly Row[] {
  const rows: Row[] = [];
  for (const dataflow of ["os", "ws"]) {
    for (const size of [8, 16, 32, 64]) {
      for (const bits of [4, 6, 8]) {
        const cycles = Math.round((1e6 / size) * (dataflow === "os" ? 1 : 1.2)) + bits;
        const figures = {
          "cycles.perStep": cycles,
          "energy.totalPj": cycles * (20 + bits * bits) + size * size * 40,
          "area.totalUm2": size * size * bits * 30,
          "accuracy.test": 0.98 - 0.4 / (bits * bits),
        };
        rows.push(rowOf({ "array.rows": size, "numerics.bits": bits, "array.dataflow": dataflow }, figures));
      }
    }
  }
  return rows;
}
