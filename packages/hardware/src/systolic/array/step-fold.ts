import type { SystolicDescription } from "../layer/description.ts";
import type { FoldShape } from "../fold/fold.ts";
import type { FoldTiming } from "./fold-timing.ts";
import { leadOf, protocolOf, type FoldProtocol } from "./protocol.ts";
import { ResultPath } from "./result-path.ts";

/** Tokens in the registers: an element that is there, and the end of a stream, which passes unused PEs too. */
const element = 1;
const end = 2;

/** The registers of the array while a fold is stepped, and what has been counted. */
interface Registers {
  /** What moves along the rows and down the columns (operands of os, partial sums of ws and is), row-major. */
  readonly across: Uint8Array;
  readonly down: Uint8Array;
  /** 1 where a stationary element is held; all 1 in os. */
  readonly held: Uint8Array;
  /** PEs whose streams have ended. */
  ended: number;
  active: number;
  rowReads: number;
  columnReads: number;
  stationaryReads: number;
  operandMoves: number;
}

/** A fold on the array, every register of every PE in every cycle. */
export function stepFold(shape: FoldShape, description: SystolicDescription): FoldTiming {
  const protocol = protocolOf(description, shape);
  const isStationary = description.dataflow !== "os";
  const pes = protocol.rows * protocol.columns;
  const registers: Registers = {
    across: new Uint8Array(pes),
    down: new Uint8Array(pes),
    held: new Uint8Array(pes).fill(isStationary ? 0 : 1),
    ended: 0,
    active: 0,
    rowReads: 0,
    columnReads: 0,
    stationaryReads: 0,
    operandMoves: 0,
  };
  for (let cycle = 0; cycle < protocol.preloadCycles; cycle++) shiftStationary(registers, shape, protocol, cycle);
  return stream({ registers, shape, protocol, isStationary });
}

interface Fold {
  readonly registers: Registers;
  readonly shape: FoldShape;
  readonly protocol: FoldProtocol;
  readonly isStationary: boolean;
}

/** Streams until every PE has seen the ends of its streams and the last result has left. */
function stream(fold: Fold): FoldTiming {
  const { registers, protocol } = fold;
  const path = new ResultPath(protocol);
  const pes = protocol.rows * protocol.columns;
  let cycle = protocol.preloadCycles;
  let first = -1;
  let last = -1;
  for (; registers.ended < pes || !path.isEmpty; cycle++) {
    const before = registers.active;
    path.step(stepRegisters(fold, cycle));
    if (registers.active === before) continue;
    if (first < 0) first = cycle;
    last = cycle;
  }
  return {
    cycles: cycle,
    fillCycles: first,
    multiplyCycles: last + 1 - first,
    drainCycles: cycle - last - 1,
    activePeCycles: registers.active,
    rowReads: registers.rowReads,
    columnReads: registers.columnReads,
    stationaryReads: registers.stationaryReads,
    operandMoves: registers.operandMoves,
    results: path.taken,
    events: cycle * pes,
  };
}

/** Moves the stationary operand down by a row; the row that ends up lowest comes first. */
function shiftStationary(registers: Registers, { usedRows, usedColumns }: FoldShape, { rows, columns }: FoldProtocol, cycle: number): void {
  const { held } = registers;
  held.copyWithin(columns, 0);
  const isUsed = rows - 1 - cycle < usedRows;
  for (let column = 0; column < columns; column++) held[column] = isUsed && column < usedColumns ? 1 : 0;
  if (isUsed) registers.stationaryReads += usedColumns;
  for (let pe = 0; pe < held.length; pe++) registers.operandMoves += held[pe]!;
}

/**
 * One cycle of all PEs, from the last to the first, so that every register takes what its neighbour held in the cycle
 * before. Returns the results that leave the PEs.
 */
function stepRegisters({ registers, shape, protocol, isStationary }: Fold, cycle: number): number {
  const { across, down, held } = registers;
  const { rows, columns } = protocol;
  const bottom = (rows - 1) * columns;
  const since = cycle - leadOf(protocol);
  let results = 0;
  for (let row = rows - 1; row >= 0; row--) {
    const rowToken = tokenAt(since - row, row < shape.usedRows, shape.stream);
    registers.rowReads += rowToken & element;
    for (let column = columns - 1; column >= 0; column--) {
      const pe = row * columns + column;
      across[pe] = column === 0 ? rowToken : across[pe - 1]!;
      down[pe] = row === 0 ? tokenAt(since - column, column < shape.usedColumns, shape.stream) : down[pe - columns]!;
      if (row === 0 && !isStationary) registers.columnReads += down[pe]! & element;
      const both = across[pe]! & down[pe]!;
      registers.operandMoves += (across[pe]! & element) + (isStationary ? 0 : down[pe]! & element);
      registers.active += both & held[pe]!;
      if ((both & end) !== 0) registers.ended++;
      const leaves = isStationary ? pe >= bottom && (down[pe]! & element) !== 0 : both === (element | end);
      if (leaves) results++;
    }
  }
  return results;
}

/** What a feeder puts into its edge register as number `index` of its stream: nothing before and after. */
function tokenAt(index: number, isUsed: boolean, length: number): number {
  if (index < 0 || index >= length) return 0;
  return (isUsed ? element : 0) | (index === length - 1 ? end : 0);
}
