import type { Kernel } from "@lnsim/kernel";
import { passes } from "../../../workload/pass.ts";
import { beginStream } from "../chunk-stream/advance.ts";
import { passRowLength, ppuActions } from "./pass-table.ts";
import { ppuShape } from "./state.ts";

const { pass: PASS } = ppuShape.port;
const { fullCycles: FULL_CYCLES, lastCycles: LAST_CYCLES, readBits: READ_BITS, writeBits: WRITE_BITS, passIndex: PASS_INDEX } = ppuShape.slot;
const { "scale.fprop": FIRST_ACTION } = ppuShape.counter;
const passCount = passes.length;
const actionCount = ppuActions.length;

/** Starts a pass over stored tensors; its row of the attached table says how long a chunk takes and what is counted. */
export function beginPass(kernel: Kernel, block: number, base: number): void {
  const state = kernel.state;
  const table = kernel.attachment(block) as Float64Array;
  const elements = kernel.peek(block, PASS, 0);
  const rowAndPass = kernel.peek(block, PASS, 1);
  const pass = rowAndPass % 8;
  const row = Math.floor(rowAndPass / 8) * passRowLength;
  state[base + PASS_INDEX] = pass;
  state[base + READ_BITS] = kernel.peek(block, PASS, 2);
  state[base + WRITE_BITS] = kernel.peek(block, PASS, 3);
  kernel.pop(block, PASS);
  beginStream(kernel, block, ppuShape, elements);
  state[base + FULL_CYCLES] = table[row]!;
  state[base + LAST_CYCLES] = table[row + 1]!;
  for (let action = 0; action < actionCount; action++) {
    const count = table[row + 2 + action]!;
    if (count > 0) kernel.count(block, FIRST_ACTION + action * passCount + pass, count);
  }
}
