/**
 * Words of the messages between blocks. `pass` is an index into `passes`; a `tag` packs what belongs to a slice
 * ({@link packTag}).
 */

/** A slice of an operand has arrived: bits that it takes in its buffer. */
export const fillWords = { bits: "value", pass: "value" } as const;

/** Load a slice: bytes read from memory, bits that it takes in its buffer. */
export const loadWords = { bytes: "value", bits: "value", pass: "value" } as const;

/** Load what masks a tile: bytes read from memory. */
export const maskWords = { bytes: "value", pass: "value" } as const;

/** Read the next slice of A into the lane registers. */
export const readSliceWords = { words: "value", freesUnit: "value", pass: "value" } as const;

/** One word on its way from buffer A to the lane registers. */
export const laneWordWords = { word: "value", pass: "value" } as const;

/** Hand the next slice of B to the vector MAC, vector by vector. */
export const streamWords = { vectors: "value", vectorBits: "value", freesUnit: "value", pass: "value" } as const;

/** One B vector. */
export const vectorWords = { vector: "value" } as const;

/** Use the loaded slice of A from now on. */
export const swapWords = { words: "value" } as const;

/**
 * A slot of the vector MAC (vectors > 0; `activity` is what its spare cycles are), or what it waits for from now on
 * (vectors = 0).
 */
export const issueWords = { activity: "value", vectors: "value", cycles: "value", tag: "value" } as const;

/** All lanes' sums of one B vector; `slotEnd`: when its slot on the vector MAC is over. */
export const resultWords = { row: "value", tag: "value", slotEnd: "time" } as const;

/** The tile is complete: let its rows go. `expected`: results that it is made of. */
export const drainWords = { rows: "value", lanes: "value", expected: "value", pass: "value" } as const;

/** One row of partial sums on its way to the PPU. */
export const rowWords = { row: "value", lanes: "value", pass: "value" } as const;

/** What the PPU makes of the next rows: see `tileFlags`. */
export const tileWords = { rows: "value", bytes: "value", flags: "value", pass: "value" } as const;

/** A pass over stored tensors, with bits per element; of the PPU, `rowAndPass` is 8 times its row in the table of passes and the pass. */
export const passWords = { elements: "value", rowAndPass: "value", readBits: "value", writeBits: "value" } as const;

/** A read request of a unit. */
export const readWords = { bytes: "value", pass: "value" } as const;

/** A write request; `rows` of the PPU's staging that it empties; `last`: it completes its op or pass. */
export const writeWords = { bytes: "value", pass: "value", rows: "value", last: "value" } as const;

/** A write that is over from the next cycle on. */
export const writtenWords = { rows: "value", last: "value" } as const;

/** An op that is over from this cycle on. */
export const retiredWords = { op: "value" } as const;
