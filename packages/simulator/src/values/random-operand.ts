import { createCodes, nearestEven, type Codes, type MacDatapath, type NumberFormat } from "@lnsim/contracts";
import { createRandom } from "@lnsim/elementary";

/** Octaves below the largest value of a tensor that random magnitudes are spread over, and one in how many is zero. */
const octaves = 12;
const zeros = 8;

/** Which random numbers an operand is made of. */
export interface OperandSeed {
  readonly seed: number;
  readonly stream: string;
  /** The `max` at which a float datapath decodes its codes. Default 1. */
  readonly max?: number;
}

/** Codes of random values of both signs; the reals that they stand for where the datapath multiplies those. */
export function randomOperand(format: NumberFormat, kind: MacDatapath["kind"], length: number, { seed, stream, max = 1 }: OperandSeed): Codes | Float32Array {
  const random = createRandom(seed, stream);
  const values = Float64Array.from({ length }, () => {
    const magnitude = random.nextBelow(zeros) === 0 ? 0 : (1 + random.nextFloat()) * 2 ** -(1 + random.nextBelow(octaves));
    return random.nextBelow(2) === 0 ? magnitude : -magnitude;
  });
  const codes = createCodes(format.bits, length);
  format.encode(values, 1, nearestEven, codes);
  if (kind !== "float") return codes;
  const reals = new Float32Array(length);
  format.decode(codes, max, reals);
  return reals;
}
