/** Words of the messages of the outer machine. */

/** A transfer between memory and the global buffer: see `Transfer` of the dataflow package; bytesAndPass = bytes · 8 + pass. */
export const transferWords = { base: "address", segmentBytes: "value", strideBytes: "value", bytesAndPass: "value" } as const;

/**
 * A transfer as the sequencer asks an engine for it: bytesAndTarget = bytes · 32 + target · 8 + pass. A part in the stash is a message of
 * its own, right behind the part in memory where there is one; its words and rows stand in place of segments and stride.
 */
export const requestWords = { base: "address", segmentBytes: "value", strideBytes: "value", bytesAndTarget: "value" } as const;

/** Where a transfer goes: memory alone, the stash alone, or memory, with a part in the stash behind it. */
export const targets = { memory: 0, stash: 1, both: 2 } as const;

/** A transfer between the stash and the rest of the global buffer: words of a bank, cycles; bytesAndPass = bytes · 8 + pass. */
export const stashWords = { words: "value", rows: "value", bytesAndPass: "value" } as const;

/** An op begins (1), or a tile (0). */
export const boundaryWords = { isOp: "value" } as const;

/** A job to run (its number in the program), or, as a negative number, what the array waits for: -1 - an index of `waits`. */
export const orderWords = { job: "value", pass: "value" } as const;

/** What the array can wait for, outside its jobs. */
export const waits = ["idle", "memory", "dependency", "store"] as const;
export type Wait = (typeof waits)[number];
