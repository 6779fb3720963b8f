/** Side of the square of elements that the transposer turns at once, and elements that it takes and gives a cycle. */
const transposerSide = 32;

/** Cycles by which a transposed packet comes later: a block goes in before it comes out. */
export const transposerDelay = transposerSide;

/** Cycles between two packets of a stream that passes the transposer, which is double-buffered. */
export function transposerPace(packetBytes: number, bits: number): number {
  return Math.ceil((packetBytes * 8) / (bits * transposerSide));
}
