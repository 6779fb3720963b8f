import { LnsimError, type MacDatapath } from "@lnsim/contracts";
import type { ChipDescription } from "@lnsim/hardware";
import type { Arithmetic } from "@lnsim/training";
import type { MachineValues } from "../machine/machine-tree.ts";

/** Width of one partial sum: that of the declared accumulator; of a float where sums are floats or exact. */
export function accumulatorBits(datapath: MacDatapath): number {
  if (datapath.kind !== "fixed") return 32;
  if (typeof datapath.accumulator !== "string") return datapath.accumulator.bits;
  return datapath.accumulator === "wide" ? 64 : 32;
}

/**
 * The hardware's view of a machine and its arithmetic: blocks, stored formats, scale policy.
 *
 * @throws {LnsimError} for a buffer port that is not a whole number of bytes wide, which traffic and prices count in.
 */
export function peDescription(values: MachineValues, arithmetic: Arithmetic): ChipDescription {
  for (const buffer of ["bufferA", "bufferB"] as const) requireWholeBytes(`${buffer}.portBits`, values[buffer].portBits);
  const { numerics: _numerics, training: _training, energy: _energy, ...blocks } = values;
  const { weights, activations, gradients, weightGradients, update, spill, state, datapaths, scalePolicy } = arithmetic;
  return {
    ...blocks,
    formats: { weights, activations, gradients, weightGradients, update, spill: spill ?? update, state: state ?? update },
    scalePolicy,
    accumulatorBits: accumulatorBits(datapaths.fprop),
  };
}

function requireWholeBytes(path: string, bits: number): void {
  if (bits % 8 === 0) return;
  throw new LnsimError({
    code: "invalid-value",
    message: "a buffer's port is a whole number of bytes wide",
    path,
    found: String(bits),
    expected: "a multiple of 8",
  });
}
