/**
 * What a cell means; a theme says how it looks. The letters that go with them make every meaning legible without colour.
 * `stall0` to `stall7` are cells of nothing but one stall, `mixed0` to `mixed7` those in which it has the largest share.
 */
export const styleNames = [
  "plain",
  "dim",
  "bar",
  "title",
  "selected",
  "cursor",
  "key",
  "error",
  "good",
  "work",
  "idle",
  "stall0",
  "stall1",
  "stall2",
  "stall3",
  "stall4",
  "stall5",
  "stall6",
  "stall7",
  "mixed0",
  "mixed1",
  "mixed2",
  "mixed3",
  "mixed4",
  "mixed5",
  "mixed6",
  "mixed7",
  "level",
  "mark",
  "pass0",
  "pass1",
  "pass2",
  "pass3",
  "pass4",
] as const;

export type StyleName = (typeof styleNames)[number];
