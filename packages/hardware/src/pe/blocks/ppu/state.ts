import { declareBlock } from "@lnsim/kernel";
import { rowWords, tileWords } from "../messages.ts";
import { perPass } from "../../../workload/per-pass.ts";
import { streamNests, streamPorts, streamState } from "../chunk-stream/state.ts";

/**
 * What the PPU makes of a tile's rows, added up. `mask`: by activations that it has been given. `last` is not work: the
 * tile completes its op's result.
 */
export const tileFlags = { activate: 1, quantise: 2, maximum: 4, mask: 8, last: 16, statistics: 32 } as const;

/**
 * The post-processing unit. What its passes are is attached to it as a table (`passTable`).
 * Simplified: drains and passes take turns; a tile is one transfer to memory, timed by its first row; loading biases, affine
 * parameters, labels and statistics is not counted; a chunk of a pass is whole bytes.
 */
export const ppuShape = declareBlock({
  kind: "ppu",
  ports: {
    rows: { direction: "in", words: rowWords },
    tile: { direction: "in", words: tileWords },
    /** The activations that mask a tile, one message per masked tile, in order. */
    mask: { direction: "in" },
    ...streamPorts,
  },
  state: {
    ...streamState,
    /** Cycles that one collector row takes. */
    rowCycles: "parameter",
    /** Bytes a cycle that memory takes. */
    writeRate: "parameter",
    /** Rows of the current tile that are still to come, and what becomes of it. */
    rowsLeft: "value",
    tileFlags: "value",
    tilePass: "value",
    drainingUntil: "deadline",
  },
  nests: streamNests,
  activities: {
    idle: { class: "idle" },
    drain: { class: "work" },
    pass: { class: "work" },
    memory: { class: "stall", cause: "memory" },
  },
  counters: [
    ...perPass("scale"),
    ...perPass("activate"),
    ...perPass("maximum"),
    ...perPass("quantise"),
    ...perPass("add"),
    ...perPass("multiply"),
    ...perPass("exponential"),
    ...perPass("divide"),
    ...perPass("reciprocalRoot"),
    "results",
  ],
});
