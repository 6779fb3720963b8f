/**
 * An operand has arrived in a PE. A block of A or B announces its first slice and its last packet, everything else its last
 * packet alone. `at`: the cycle in which the message is visible; `lost`: bank arbitrations its transfer has lost so far.
 */
export const arrivalWords = { at: "time", lost: "value" } as const;

/** Places of a PE's operand buffers that are free again, in transfers. */
export const creditWords = { a: "value", b: "value", p: "value" } as const;

/**
 * Results on their way out of a PE: packets, ready evenly over `span` cycles from cycle `from` on, and the rows of the PPU's
 * staging that they take.
 */
export const outWords = { packets: "value", span: "value", rows: "value", from: "time" } as const;

/** The results of a transfer are in the global buffer: rows of staging that are free again. */
export const writtenWords = { rows: "value" } as const;
