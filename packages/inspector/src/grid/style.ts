/** What a cell means; a theme says how it looks. The letters that go with them make every meaning legible without colour. */
export const styleNames = [
  "plain",
  "dim",
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
  "level",
  "mark",
] as const;

export type StyleName = (typeof styleNames)[number];
