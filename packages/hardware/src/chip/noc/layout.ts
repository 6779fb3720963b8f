/** What a stream carries: its place in every table by kind. */
export const streamKinds = { a: 0, b: 1, p: 2, out: 3 } as const;

/** What decides a {@link NocLayout}. */
export interface NocShape {
  readonly rows: number;
  readonly columns: number;
  readonly banks: number;
  readonly multicast: boolean;
}

/** A stream's record: place of every field in it, and slots that it takes. */
export const streamRecord = { left: 0, mark: 1, bank: 2, notBefore: 3, lost: 4, receivers: 5, total: 6, span: 7, from: 8, rows: 9, size: 10 } as const;

/** A bus's record. */
export const busRecord = { roomAt: 0, turn: 1, active: 2, size: 3 } as const;

/** Loops of every stream, from the outside in. */
export const loopLevels = ["outer", "middle", "inner"] as const;

/** A stream on its bus. `row` or `column` is -1 where the stream goes to all PEs along it. */
interface Stream {
  readonly kind: number;
  readonly row: number;
  readonly column: number;
}

/**
 * Which streams share which bus. Row buses come first (A, and what masks or initialises results, or is an operand of a
 * pass), then column buses (B), then return buses, one per column (results). Streams are numbered bus by bus.
 */
export class NocLayout {
  readonly rows: number;
  readonly columns: number;
  readonly pes: number;
  readonly banks: number;
  readonly streams: number;
  readonly buses: number;
  /** Buses that carry data to the PEs, and the streams on them: those of lower numbers. */
  readonly readBuses: number;
  readonly readStreams: number;
  /** First stream of each bus, and the number of all streams behind the last. */
  readonly first: Int32Array;
  readonly bus: Int32Array;
  readonly kind: Int32Array;
  readonly row: Int32Array;
  readonly column: Int32Array;
  /** Bank of the first packet: the regions of the buses begin as far from each other as there are banks. */
  readonly startBank: Int32Array;
  /** Number of the stream of results of each PE. */
  readonly outStream: Int32Array;

  constructor({ rows, columns, banks, multicast }: NocShape) {
    this.rows = rows;
    this.columns = columns;
    this.pes = rows * columns;
    this.banks = banks;
    this.readBuses = rows + columns;
    this.buses = rows + 2 * columns;
    const along = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
    const shared = (count: number): readonly number[] => (multicast ? [-1] : along(count));
    const buses: (readonly Stream[])[] = [
      ...along(rows).map((row) => [
        ...shared(columns).map((column) => ({ kind: streamKinds.a, row, column })),
        ...along(columns).map((column) => ({ kind: streamKinds.p, row, column })),
      ]),
      ...along(columns).map((column) => shared(rows).map((row) => ({ kind: streamKinds.b, row, column }))),
      ...along(columns).map((column) => along(rows).map((row) => ({ kind: streamKinds.out, row, column }))),
    ];
    const streams = buses.flat();
    this.streams = streams.length;
    this.readStreams = streams.length - this.pes;
    this.first = Int32Array.from([...buses.map((_, bus) => buses.slice(0, bus).flat().length), streams.length]);
    this.bus = Int32Array.from(buses.flatMap((list, bus) => list.map(() => bus)));
    this.kind = Int32Array.from(streams, ({ kind }) => kind);
    this.row = Int32Array.from(streams, ({ row }) => row);
    this.column = Int32Array.from(streams, ({ column }) => column);
    this.startBank = this.bus.map((bus) => Math.floor((bus * banks) / this.buses));
    this.outStream = new Int32Array(this.pes);
    for (const [number, { kind, row, column }] of streams.entries()) if (kind === streamKinds.out) this.outStream[row * columns + column] = number;
  }
}
