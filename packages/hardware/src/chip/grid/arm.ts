import type { Kernel } from "@lnsim/kernel";
import { gridPeShape } from "./state.ts";

const { armed: ARMED } = gridPeShape.slot;

/** Wakes the PE in `cycle`, or before, unless it is woken in between anyway. */
export function armAt(kernel: Kernel, block: number, base: number, cycle: number): void {
  const { state, now } = kernel;
  if (state[base + ARMED]! > now && state[base + ARMED]! <= cycle) return;
  const at = now + kernel.burst(cycle - now);
  state[base + ARMED] = at;
  kernel.wakeAt(block, at);
}
