import { LnsimError, type MacDatapath } from "@lnsim/contracts";
import type { ChipDescription, StoredFormat } from "@lnsim/hardware";
import type { Arithmetic, TensorRole } from "@lnsim/training";
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
export function hardwareDescription(values: MachineValues, arithmetic: Arithmetic): ChipDescription {
  for (const buffer of ["bufferA", "bufferB"] as const) requireWholeBytes(`${buffer}.portBits`, values[buffer].portBits);
  const { numerics: _numerics, training: _training, energy: _energy, ...blocks } = values;
  const { update, spill, state, datapaths, scalePolicy } = arithmetic;
  return {
    ...blocks,
    formats: {
      weights: storedFormat(arithmetic, "weights"),
      activations: storedFormat(arithmetic, "activations"),
      gradients: storedFormat(arithmetic, "gradients"),
      weightGradients: storedFormat(arithmetic, "weightGradients"),
      update,
      spill: spill ?? update,
      state: state ?? update,
    },
    scalePolicy,
    accumulatorBits: accumulatorBits(datapaths.fprop),
  };
}

/** A role's format as hardware stores it: scales of vectors lie beside the codes, and every element has its share of one. */
function storedFormat({ scales, ...formats }: Arithmetic, role: TensorRole): StoredFormat {
  const { bits, scaled, scaleBits = 32 } = formats[role];
  const { granularity, vectorSize } = scales[role];
  if (!scaled || granularity !== "vector") return { bits, scaled };
  return { bits: bits + scaleBits / vectorSize, codeBits: bits, scaled };
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
