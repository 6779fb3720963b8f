import type { Gather } from "@lnsim/hardware";
import type { Convolution } from "@lnsim/trace";

/** How one product of a convolution gathers its operand, as the hardware is told. */
export function gatherOf({ samples, channels, height, width, kernel, stride, padding, dilation, outputHeight, outputWidth }: Convolution): Gather {
  return { samples, channels, height, width, kernel, stride, padding, dilation, outputHeight, outputWidth };
}
