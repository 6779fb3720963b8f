/** The banks of the stash: as many as face the array, and as wide. */
export interface StashBanks {
  readonly banks: number;
  readonly bankBytes: number;
}

/** What moving a tile to or from the stash takes. */
export interface StashMove {
  readonly bytes: number;
  /** Words of one bank. */
  readonly words: number;
  /** Cycles: in one, every bank reads or writes a word, all of them of one segment. */
  readonly rows: number;
}

/** Of what does not lie in the stash. */
export const noMove: StashMove = Object.freeze({ bytes: 0, words: 0, rows: 0 });

/** A tile of so many bytes in segments. Simplified: a segment begins with a word of its own, in the first bank. */
export function stashMove(bytes: number, segmentBytes: number, { banks, bankBytes }: StashBanks): StashMove {
  if (bytes === 0) return noMove;
  const whole = Math.floor(bytes / segmentBytes);
  const words = Math.ceil(segmentBytes / bankBytes);
  const lastWords = Math.ceil((bytes - whole * segmentBytes) / bankBytes);
  return { bytes, words: whole * words + lastWords, rows: whole * Math.ceil(words / banks) + Math.ceil(lastWords / banks) };
}
