import type { Mapping } from "./mapping.ts";

/** The order of three loops, the outermost first. */
export type LoopOrder = Mapping["order"];

/**
 * What stays in place. Output-stationary ("os") keeps results until they are complete; weight-stationary ("ws") keeps A,
 * in fprop the weights; input-stationary ("is") keeps B; "local-a" keeps results, and A for as long as its rows last.
 */
export type Dataflow = "local-a" | "os" | "ws" | "is";

const orders: Readonly<Record<Dataflow, readonly LoopOrder[]>> = {
  "local-a": [["m", "n", "k"]],
  os: [
    ["m", "n", "k"],
    ["n", "m", "k"],
  ],
  ws: [
    ["m", "k", "n"],
    ["k", "m", "n"],
  ],
  is: [
    ["n", "k", "m"],
    ["k", "n", "m"],
  ],
};

/** The orders of the loops over tiles in which a dataflow keeps what it keeps, the preferred one first. */
export function ordersOf(dataflow: Dataflow): readonly LoopOrder[] {
  return orders[dataflow];
}
