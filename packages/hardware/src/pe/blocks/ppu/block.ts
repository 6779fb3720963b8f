import { defineBlock, type Kernel } from "@lnsim/kernel";
import { advanceStream, streamIdle, streamWorking } from "../chunk-stream/advance.ts";
import { beginPass } from "./begin-pass.ts";
import { ppuShape } from "./state.ts";
import { takeRows } from "./take-rows.ts";

const { pass: PASS } = ppuShape.port;
const { drainingUntil: DRAINING_UNTIL } = ppuShape.slot;
const { chunks: CHUNKS } = ppuShape.nest;
const { idle: IDLE, drain: DRAIN, pass: PASSING, memory: MEMORY } = ppuShape.activity;

/** Drains and passes take turns: the sequencer lets no tile leave while a pass is under way. */
function wake(kernel: Kernel, block: number, base: number): void {
  takeRows(kernel, block, base);
  if (kernel.remaining(block, CHUNKS) === 0 && kernel.has(block, PASS)) beginPass(kernel, block, base);
  const doing = advanceStream(kernel, block, ppuShape);
  if (kernel.now < kernel.state[base + DRAINING_UNTIL]!) return kernel.setActivity(block, DRAIN);
  kernel.setActivity(block, doing === streamIdle ? IDLE : doing === streamWorking ? PASSING : MEMORY);
}

/** The post-processing unit. */
export const ppu = defineBlock(ppuShape, wake);
