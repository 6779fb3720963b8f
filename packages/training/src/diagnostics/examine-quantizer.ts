import type { Codes, Reals } from "@lnsim/contracts";
import type { QuantizedOperand } from "../quantization/quantized-operand.ts";
import { largestMagnitude } from "../reals.ts";
import { decibels } from "./decibels.ts";
import type { QuantizerDiagnostics } from "./step-diagnostics.ts";

const largestHistogram = 65_536;

/** Compares `values` with what was stored of them. */
export function examineQuantizer(tensor: string, values: Reals, out: QuantizedOperand): QuantizerDiagnostics {
  const { format, codes } = out;
  const decoded = new Float64Array(values.length);
  out.decode(decoded);
  let signal = 0;
  let noise = 0;
  let zeros = 0;
  for (let i = 0; i < values.length; i++) {
    signal += values[i] * values[i];
    noise += (values[i] - decoded[i]) * (values[i] - decoded[i]);
    if (values[i] === 0) zeros++;
  }
  const others = Math.max(1, values.length - zeros);
  const { below, beyond } = outOfRange(values, out);
  return {
    tensor,
    format: format.id,
    elements: values.length,
    histogram: format.codeCount <= largestHistogram ? histogramOf(codes, format.codeCount) : null,
    zeros,
    underflow: below / others,
    clamped: beyond / others,
    sqnrDb: decibels(signal, noise),
    largest: largestMagnitude(values),
  };
}

function histogramOf(codes: Codes, codeCount: number): Uint32Array {
  const histogram = new Uint32Array(codeCount);
  for (let i = 0; i < codes.length; i++) histogram[codes[i]]++;
  return histogram;
}

/** Values that were read back in binary32 may lie a rounding beyond the code that they came from. */
const readBack = 1 + 2 ** -22;

/** How many values that are not zero lie below the smallest and beyond the largest magnitude of their group. */
function outOfRange(values: Reals, { format, groups, tops }: QuantizedOperand): { below: number; beyond: number } {
  let below = 0;
  let beyond = 0;
  for (let group = 0; group < groups.count; group++) {
    const smallest = (format.range.smallest * tops[group]) / readBack;
    const largest = format.range.largest * tops[group] * readBack;
    const start = groups.start(group);
    for (let i = start, end = start + groups.length(group) * groups.stride; i < end; i += groups.stride) {
      const magnitude = Math.abs(values[i]);
      if (magnitude < smallest && magnitude > 0) below++;
      if (magnitude > largest) beyond++;
    }
  }
  return { below, beyond };
}
