import type { Reals } from "@lnsim/contracts";

/** The sum of two tensors of one shape; also of two gradients of one tensor. `out` may be either. */
export function add(left: Reals, right: Reals, out: Reals): void {
  for (let i = 0; i < out.length; i++) out[i] = left[i] + right[i];
}
