import { declareBlock } from "@lnsim/kernel";
import { rowWords, tileWords } from "../messages.ts";
import { perPass } from "../per-pass.ts";
import { streamNests, streamPorts, streamState } from "../chunk-stream/state.ts";

/**
 * What the PPU makes of a tile's rows, added up. `mask`: by activations that it has been given. `last` is not work: the
 * tile completes its op's result.
 */
export const tileFlags = { activate: 1, quantise: 2, reduce: 4, mask: 8, last: 16 } as const;

/** What a pass over a stored tensor does: the kinds of the `pass` message. */
export const passKinds = ["requantise", "lossSpilled", "lossQuantised"] as const;

/**
 * The post-processing unit.
 * Simplified: a tile is one transfer to memory, timed by its first row; biases are held in registers whose
 * loading is not counted; labels come with the logits.
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
    width: "parameter",
    exponentialsPerCycle: "parameter",
    dividesPerCycle: "parameter",
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
    ...perPass("exponential"),
    ...perPass("divide"),
    "results",
  ],
});
