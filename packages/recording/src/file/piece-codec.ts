import { ByteWriter } from "../byte-writer.ts";
import { pack, unpack } from "../chunk-codec.ts";
import { ColumnReader, foldSigns, unfoldSigns, writeColumn } from "../columns.ts";
import type { Keyframe, Piece } from "../piece.ts";

/** A piece on its way to the file, with the bytes of its chunk; none for copies. */
export interface WrittenPiece {
  readonly job: number | null;
  readonly piece: Piece;
  /** The totals that `sourceStart` is written as the distance from; of copies only. */
  readonly reference: Keyframe | null;
  readonly bytes: Uint8Array | null;
}

/** A piece as it is read, its totals as distances. */
export interface ReadPiece {
  readonly job: number | null;
  readonly to: number;
  /** From the piece's start to its end. */
  readonly growth: Float64Array;
  /** Where the chunk is in the data frame; of length 0: copies. */
  readonly offset: number;
  readonly length: number;
  readonly copies: { readonly source: number; readonly periods: number; readonly sourceGrowth: Float64Array } | null;
}

const fixed = 6;

/**
 * Pieces as packed columns: how many; then of each the numbers [timeline (0: step, n + 1: job n), last cycle + 1, bytes of its chunk,
 * numbers of its keyframe, source, periods], the growth of its totals, and, where there are periods, the totals at the source as the
 * distance from those at the beginning of the piece with the source.
 */
export function encodePieces(pieces: readonly WrittenPiece[]): Uint8Array {
  const writer = new ByteWriter();
  writeColumn(writer, Float64Array.of(pieces.length));
  for (const { job, piece, reference, bytes } of pieces) {
    const { to, start, end, copies } = piece;
    writeColumn(writer, Float64Array.of(job === null ? 0 : job + 1, to, bytes?.length ?? 0, end.length, copies?.source ?? 0, copies?.periods ?? 0));
    writeColumn(writer, foldSigns(difference(end, start)));
    if (copies !== null) writeColumn(writer, foldSigns(difference(copies.sourceStart, reference!)));
  }
  return pack(writer.written());
}

/** The inverse of {@link encodePieces}. `sizeOf` says how many numbers a keyframe of a timeline has. @throws Error when the bytes are something else. */
export function decodePieces(bytes: Uint8Array, sizeOf: (job: number | null) => number): readonly ReadPiece[] {
  const columns = new ColumnReader(unpack(bytes));
  const count = new Float64Array(1);
  columns.read(count);
  const pieces: ReadPiece[] = [];
  let offset = 0;
  for (let index = 0; index < count[0]!; index++) {
    const numbers = new Float64Array(fixed);
    columns.read(numbers);
    const [timeline, to, length, size, source, periods] = numbers as unknown as readonly [number, number, number, number, number, number];
    const job = timeline === 0 ? null : timeline - 1;
    if (size !== sizeOf(job)) throw new Error("a piece has other totals than its layout");
    const signed = () => {
      const column = new Float64Array(size);
      columns.read(column);
      return unfoldSigns(column);
    };
    const growth = signed();
    const copies = periods === 0 ? null : { source, periods, sourceGrowth: signed() };
    pieces.push({ job, to, growth, offset, length, copies });
    offset += length;
  }
  columns.end();
  return pieces;
}

function difference(to: Keyframe, from: Keyframe): Float64Array {
  return to.map((number, at) => number - from[at]!);
}
