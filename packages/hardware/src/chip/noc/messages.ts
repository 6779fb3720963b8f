/**
 * An operand has arrived in a PE and can be used from now on. A block of A or B announces its first slice and its last packet,
 * everything else its last packet alone. `lost`: bank arbitrations that its transfer has lost so far.
 */
export const arrivalWords = { lost: "value" } as const;

/** Places of a PE's operand buffers that are free again, in transfers. */
export const creditWords = { a: "value", b: "value", p: "value" } as const;

/**
 * Results on their way out of a PE: packets, ready evenly over `span` cycles from cycle `from` on, and the rows of the PPU's
 * staging that they take.
 */
export const outWords = { packets: "value", span: "value", rows: "value", from: "time" } as const;

/** The results of a transfer are in the global buffer: rows of staging that are free again. */
export const writtenWords = { rows: "value" } as const;
