/** Words of the messages of the outer machine. */

/** A transfer between memory and the global buffer: see `Transfer` of the dataflow package; bytesAndPass = bytes · 8 + pass. */
export const transferWords = { base: "address", segmentBytes: "value", strideBytes: "value", bytesAndPass: "value" } as const;

/** An op begins (1), or a tile (0). */
export const boundaryWords = { isOp: "value" } as const;

/** A job to run (its number in the program), or, as a negative number, what the array waits for: -1 - an index of `waits`. */
export const orderWords = { job: "value", pass: "value" } as const;

/** What the array can wait for, outside its jobs. */
export const waits = ["idle", "memory", "dependency", "store"] as const;
export type Wait = (typeof waits)[number];
