import { createCodes, nearestEven, type Codes, type MacDatapath, type NumberFormat } from "@lnsim/contracts";
import { createRandom } from "@lnsim/elementary";

/** Octaves below the largest value of a tensor that random magnitudes are spread over, and one in how many is zero. */
const octaves = 12;
const zeros = 8;
const steps = Float64Array.from({ length: octaves }, (_, octave) => 2 ** -(1 + octave));

/** Which random numbers an operand is made of. */
export interface OperandSeed {
  readonly seed: number;
  readonly stream: string;
  /** The `max` at which a float datapath decodes its codes. Default 1. */
  readonly max?: number;
}

/** How the lines of an operand lie: so many of them, each `length` elements along the reduction, `step` apart; lines are `lineStep` apart. */
export interface OperandLines {
  readonly lines: number;
  readonly length: number;
  readonly step: number;
  readonly lineStep: number;
}

/** An operand of random lines; see {@link randomLine}. */
export function randomOperand(format: NumberFormat, kind: MacDatapath["kind"], { lines, length, step, lineStep }: OperandLines, seed: OperandSeed): Codes | Float32Array {
  const operand = kind === "float" ? new Float32Array(lines * length) : createCodes(format.bits, lines * length);
  for (let line = 0; line < lines; line++) {
    const values = randomLine(format, kind, length, line, seed);
    for (let index = 0; index < length; index++) operand[line * lineStep + index * step] = values[index]!;
  }
  return operand;
}

/**
 * Codes of random values of both signs along the reduction: a row of A, or a column of B; the reals that they stand for where the datapath
 * multiplies those. Lines are independent, so that any of them can be had alone.
 */
export function randomLine(format: NumberFormat, kind: MacDatapath["kind"], length: number, line: number, { seed, stream, max = 1 }: OperandSeed): Codes | Float32Array {
  const random = createRandom(seed, `${stream} ${line}`);
  const values = new Float64Array(length);
  for (let index = 0; index < length; index++) {
    const magnitude = random.nextBelow(zeros) === 0 ? 0 : (1 + random.nextFloat()) * steps[random.nextBelow(octaves)]!;
    values[index] = random.nextBelow(2) === 0 ? magnitude : -magnitude;
  }
  const codes = createCodes(format.bits, length);
  format.encode(values, 1, nearestEven, codes);
  if (kind !== "float") return codes;
  const reals = new Float32Array(length);
  format.decode(codes, max, reals);
  return reals;
}
