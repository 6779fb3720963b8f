/**
 * What a number of a block's state means. The kernel needs it to compare states, to move them in time and to
 * advance them over skipped iterations; the block only has to use each slot the way its role allows.
 *
 * - `value`: anything the block's timing may depend on. Compared as it is.
 * - `time`: an absolute cycle. Compared relative to the current cycle, shifted by a skip. Use `Infinity` for "none".
 * - `deadline`: an absolute cycle that the block only ever compares with `now >= deadline`. Like `time`, but all
 *   deadlines that have passed are equal: the right role for "busy until".
 * - `counter`: a total that only grows and that the block never reads. Not compared; advanced by its growth per period.
 * - `iteration`: a loop index that is carried along and never decides anything (a tile number to show, say). Not
 *   compared; advanced by its growth per period. Indices that decide something are nests.
 * - `stamp`: an absolute cycle kept for statistics only (since when a block has been busy), which decides nothing. Not
 *   compared; advanced by its growth per period.
 * - `maximum`: `max` of things seen, never read by the block. Not compared, not changed by a skip.
 * - `address`: a place in memory that the loops move on. Compared modulo the machine's address span, after which everything that
 *   decodes addresses repeats; advanced by its growth per period.
 * - `position`: a place in the program (the number of an op), `Infinity` for none. Compared relative to the position of the epoch,
 *   moved on with it by a jump. It may be used to look up what is attached, and compared with other positions.
 * - `parameter`: set when the machine is built and never written again.
 */
export type SlotRole = "value" | "time" | "deadline" | "counter" | "iteration" | "stamp" | "maximum" | "address" | "position" | "parameter";

/*
 * Loops and epochs. Skipping periods of a loop adds what a period adds, so that labels (iterations, stamps, addresses) need not be
 * the same from period to period. A jump over an epoch puts the state in place that was met at its end: there, everything is
 * compared - iterations and addresses as they are, stamps relative to the current cycle. What should not keep ops of equal
 * class apart must be equal for both, or be a counter, a maximum or a position: addresses relative to
 * something that recurs, tile numbers that start at 0 with every op, and labels, stamps and addresses that are no longer used
 * set to one value (0, or `Infinity`).
 */

/** What a word of a message means; as {@link SlotRole}. */
export type WordRole = "value" | "time" | "iteration" | "stamp" | "address" | "position";

/** What a number of a note means; as {@link SlotRole}. */
export type NoteRole = "value" | "time" | "position";
