import { defineBlock, type Kernel } from "@lnsim/kernel";
import { issueDrain } from "./drain-issue.ts";
import { issueLoads } from "./load-issue.ts";
import { issuePass } from "./pass-issue.ts";
import { receive } from "./receive.ts";
import { retire } from "./retire.ts";
import { issueSlots } from "./slot-issue.ts";
import { declareSequencer } from "./state.ts";
import { reportWait } from "./wait-report.ts";

/** Every cycle in which anything happened: take the news, then order what has become possible. */
function wake(kernel: Kernel, block: number, base: number): void {
  receive(kernel, block, base);
  retire(kernel, block, base);
  issuePass(kernel, block, base);
  issueLoads(kernel, block, base);
  issueDrain(kernel, block, base);
  issueSlots(kernel, block, base);
  issueDrain(kernel, block, base);
  reportWait(kernel, block, base);
}

/** The sequencer of a machine that runs `ops` ops. */
export function sequencer(ops: number, dependencies: number) {
  return defineBlock(declareSequencer(ops, dependencies), wake);
}
