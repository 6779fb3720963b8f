import { withDefaults } from "@lnsim/contracts";
import { MachineBuilder, declareBlock, defineBlock, type ExactMode, type Kernel } from "@lnsim/kernel";
import { expect, test } from "vitest";
import { transferWords } from "../messages.ts";
import { addressSpan } from "./address.ts";
import { dramChannel } from "./block.ts";
import { channelInitial } from "./initial.ts";
import { dramParameters, type DramValues } from "./parameters.ts";

const iterations = 3000;
const segmentBytes = 1024;

/** Asks for a transfer, waits until it is over, and asks for the next one, `step` bytes on. */
const shape = declareBlock({
  kind: "requester",
  ports: { request: { direction: "out", words: transferWords }, done: { direction: "in" } },
  state: { step: "parameter", address: "address", isBusy: "value" },
  nests: { transfers: { lookAhead: 1 } },
  activities: { request: { class: "work" } },
});

const requester = defineBlock(shape, (kernel: Kernel, block: number, base: number) => {
  const { slot, port, nest } = shape;
  const { state } = kernel;
  if (kernel.now === 0) kernel.enterNest(block, nest.transfers, iterations);
  if (kernel.has(block, port.done)) {
    kernel.pop(block, port.done);
    kernel.iterate(block, nest.transfers, 1);
    kernel.markBoundary(block, nest.transfers);
    state[base + slot.isBusy] = 0;
  }
  if (state[base + slot.isBusy] === 1 || kernel.remaining(block, nest.transfers) === 0) return;
  kernel.send(block, port.request, state[base + slot.address]!, segmentBytes, 4 * segmentBytes, 4 * segmentBytes * 8);
  state[base + slot.address]! += state[base + slot.step]!;
  state[base + slot.isBusy] = 1;
});

function run(values: DramValues, mode: ExactMode) {
  const builder = new MachineBuilder();
  builder.setAddressSpan(addressSpan(values));
  const channel = builder.add({ name: "dram", kind: dramChannel, initial: channelInitial(values, 1, 1) });
  for (const [name, step] of [
    ["load", 5 * segmentBytes],
    ["store", 3 * segmentBytes],
  ] as const) {
    const engine = builder.add({ name, kind: requester, initial: { step } });
    builder.link({ from: [engine, "request"], to: [channel, `${name}Request`], latency: 1, capacity: 2 });
    builder.link({ from: [channel, `${name}Done`], to: [engine, "done"], latency: 1, capacity: 2 });
  }
  const kernel = builder.build({ mode, selfCheck: mode === "skip" });
  const end = kernel.run();
  return { skipped: kernel.fastForwardedCycles, result: { end, counters: kernel.counters(channel), activities: kernel.activities(channel) } };
}

test.each([
  { page: "closed", tRfcNs: 0, skips: true },
  { page: "open", tRfcNs: 0, skips: false },
  { page: "closed", tRfcNs: 350, skips: true },
] as const)("skipping iterations agrees with stepping them, and happens with closed pages: $page, refresh of $tRfcNs ns", ({ skips, ...given }) => {
  const values = withDefaults(dramParameters("hbm2"), { ...given, channels: 2, banks: 4, lookAhead: 1 });
  const skip = run(values, "skip");
  const burst = run(values, "burst");
  expect(skip.result).toEqual(burst.result);
  expect(burst.result.end.cycle).toBeGreaterThan(iterations * 100);
  expect(skip.skipped > burst.result.end.cycle / 2).toBe(skips);
});
