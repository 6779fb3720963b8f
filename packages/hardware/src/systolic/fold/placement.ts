import type { SystolicDataflow } from "../layer/description.ts";
import type { SystolicLayer } from "../layer/layer.ts";

/** What a layer is on an array: what its rows and columns hold, and how long the streams past them are. */
export interface Placement {
  readonly alongRows: number;
  readonly alongColumns: number;
  readonly stream: number;
}

/** Rows hold m (os) or k (ws, is); columns n (os, ws) or m (is); k (os), m (ws) or n (is) streams. */
export function placeLayer({ m, n, k }: SystolicLayer, dataflow: SystolicDataflow): Placement {
  if (dataflow === "os") return { alongRows: m, alongColumns: n, stream: k };
  if (dataflow === "ws") return { alongRows: k, alongColumns: n, stream: m };
  return { alongRows: k, alongColumns: m, stream: n };
}
