import type { SystolicDescription } from "../layer/description.ts";
import type { FoldShape } from "../fold/fold.ts";
import type { FoldTiming } from "./fold-timing.ts";
import { leadOf, protocolOf, type FoldProtocol } from "./protocol.ts";
import { ResultPath } from "./result-path.ts";

/** When the streams of the PEs begin and which of them multiply, as it follows from PE to PE. */
interface Wavefront {
  /** First and last cycle in which a PE multiplies, and PEs that do. */
  readonly first: number;
  readonly last: number;
  readonly activePes: number;
  /** The cycle in which the last PE, in use or not, sees the ends of its streams. */
  readonly end: number;
  /** Results by the cycle in which they leave a PE, from the first such cycle; only where the way out takes cycles. */
  readonly results: Float64Array | undefined;
}

/**
 * A fold on the array in bursts: a feeder acts once for its whole stream, and the window in which a PE sees its streams
 * follows from those of its neighbours on the left and above, one cycle later.
 */
export function burstFold(shape: FoldShape, description: SystolicDescription): FoldTiming {
  const protocol = protocolOf(description, shape);
  const isStationary = description.dataflow !== "os";
  const { usedRows, usedColumns, stream } = shape;
  const front = advance(shape, protocol);
  const cycles = drain(front, protocol, stream);
  return {
    cycles,
    fillCycles: front.first,
    multiplyCycles: front.last + 1 - front.first,
    drainCycles: cycles - front.last - 1,
    activePeCycles: front.activePes * stream,
    rowReads: usedRows * stream,
    columnReads: isStationary ? 0 : usedColumns * stream,
    stationaryReads: isStationary ? usedRows * usedColumns : 0,
    operandMoves: operandMoves(shape, protocol, isStationary),
    results: isStationary ? usedColumns * stream : front.activePes,
    events: protocol.rows + protocol.columns + protocol.rows * protocol.columns,
  };
}

/** `begins[column]` is when the stream of the PE above begins; both neighbours must agree, or operands would miss each other. */
function advance({ usedRows, usedColumns, stream }: FoldShape, protocol: FoldProtocol): Wavefront {
  const { rows, columns } = protocol;
  const lead = leadOf(protocol);
  const begins = new Int32Array(columns);
  const results = protocol.resultRegisters === 0 ? undefined : new Float64Array(rows + columns);
  let activePes = 0;
  let first = Infinity;
  let last = 0;
  let end = 0;
  for (let row = 0; row < rows; row++) {
    let fromLeft = lead + row;
    for (let column = 0; column < columns; column++) {
      const fromAbove = row === 0 ? lead + column : begins[column]! + 1;
      if (fromLeft !== fromAbove) throw new Error(`operands miss each other in the PE of row ${row}, column ${column}: cycles ${fromLeft} and ${fromAbove}`);
      begins[column] = fromLeft;
      end = Math.max(end, fromLeft + stream - 1);
      if (row < usedRows && column < usedColumns) {
        activePes++;
        first = Math.min(first, fromLeft);
        last = Math.max(last, fromLeft + stream - 1);
        if (results !== undefined) results[fromLeft - lead]!++;
      }
      fromLeft++;
    }
  }
  return { first, last, activePes, end, results };
}

/** The cycle after the last result has left: that of the last PE, or later where the way out takes cycles. */
function drain({ end, results }: Wavefront, protocol: FoldProtocol, stream: number): number {
  if (results === undefined) return end + 1;
  const path = new ResultPath(protocol);
  const first = leadOf(protocol) + stream - 1;
  let cycle = first;
  for (; cycle <= end || !path.isEmpty; cycle++) path.step(results[cycle - first] ?? 0);
  return cycle;
}

/**
 * Every row in use passes its stream on through all columns, every column its own through all rows; an operand that stays is
 * latched by every row on its way down.
 */
function operandMoves({ usedRows, usedColumns, stream }: FoldShape, { rows, columns }: FoldProtocol, isStationary: boolean): number {
  const across = usedRows * columns * stream;
  return across + (isStationary ? (usedColumns * usedRows * (usedRows + 1)) / 2 : usedColumns * rows * stream);
}
