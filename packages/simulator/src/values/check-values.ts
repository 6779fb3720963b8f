import type { Codes, MacDatapath, NumberFormat } from "@lnsim/contracts";
import { machineDatapath, machineValues, type ChipDescription, type GemmOp, type PeValues } from "@lnsim/hardware";
import type { Mapping } from "@lnsim/dataflow";
import { createEngine, type Engine, type FloatGemmOperands, type GemmOperands } from "@lnsim/numerics";
import { randomOperand } from "./random-operand.ts";

/** A product whose values are to pass through a machine. */
export interface ValueCheck {
  readonly description: ChipDescription;
  readonly op: GemmOp;
  readonly datapath: MacDatapath;
  /** Formats of A and B, for which the datapath was made. */
  readonly left: NumberFormat;
  readonly right: NumberFormat;
  readonly seed: number;
  /** How the program cuts it; the mapper chooses where it is left out. */
  readonly mapping?: Mapping | undefined;
  /** Default: an engine of its own. */
  readonly engine?: Engine;
}

/** What was found. */
export interface ValueReport {
  /** Outputs that were compared, those of one product of the op, and how many of them differ. */
  readonly outputs: number;
  readonly mismatches: number;
  /** Place of the first that differs; null where none does. */
  readonly first: { readonly row: number; readonly column: number; readonly found: number; readonly expected: number } | null;
  readonly macs: number;
  /** Tiles of the global buffer, and those that went on from partial sums. */
  readonly tiles: number;
  readonly resumed: number;
  /** Wall time of the machine with values in it, without the engine. */
  readonly seconds: number;
}

/**
 * Lets random codes pass through the machine as its program cuts a product of an op, and compares every output with the numeric
 * engine's, to the bit. Operands are as they are gathered; equal seeds give equal operands.
 *
 * @throws {LnsimError} when nothing fits the global buffer, or vectors of the datapath do not fit those of the PE.
 */
export function checkValues({ description, op, datapath, left, right, seed, mapping, engine = createEngine() }: ValueCheck): ValueReport {
  const { m, n, k } = op;
  const [leftMax, rightMax] = operandMaxima(datapath);
  const a = randomOperand(left, datapath.kind, { lines: m, length: k, step: 1, lineStep: k }, { seed, stream: `${op.name} a`, max: leftMax });
  const b = randomOperand(right, datapath.kind, { lines: n, length: k, step: n, lineStep: 1 }, { seed, stream: `${op.name} b`, max: rightMax });
  const started = performance.now();
  const { out, macs, tiles, resumed } = machineValues({ m, n, k, a, b, datapath, description, op, ...(mapping !== undefined && { mapping }) });
  const seconds = (performance.now() - started) / 1000;
  const expected = engineSums(engine, machineDatapath(description, datapath), { m, n, k, a, b } as GemmOperands | FloatGemmOperands, out);
  return { outputs: out.length, ...compareSums(out, expected, n), macs, tiles, resumed, seconds };
}

/** The `max` at which the codes of both operands are decoded, so that the datapath's numbers count (max of the tensor). */
export function operandMaxima(datapath: MacDatapath): readonly [left: number, right: number] {
  return datapath.kind === "log" ? [1, 1] : [datapath.leftMax ?? 1, datapath.rightMax ?? 1];
}

/** The sums of a numeric engine, in an array like the machine's. */
export function engineSums(engine: Engine, datapath: MacDatapath, operands: GemmOperands | FloatGemmOperands, like: PeValues["out"]): PeValues["out"] {
  const out = like.slice().fill(0);
  if (datapath.kind === "fixed") engine.fixedGemm(datapath).run(operands as GemmOperands, out as Int32Array);
  else if (datapath.kind === "float") engine.floatGemm(datapath).run(operands as FloatGemmOperands, out as Float32Array);
  else engine.logGemm(datapath).run(operands as GemmOperands, out as Codes);
  return out;
}

/** Compares what was drained with what is expected, to the bit. */
export function compareSums(out: PeValues["out"], expected: PeValues["out"], columns: number): Pick<ValueReport, "mismatches" | "first"> {
  let mismatches = 0;
  let first: ValueReport["first"] = null;
  for (let place = 0; place < out.length; place++) {
    if (Object.is(out[place], expected[place])) continue;
    mismatches++;
    first ??= { row: Math.floor(place / columns), column: place % columns, found: out[place]!, expected: expected[place]! };
  }
  return { mismatches, first };
}
