import { withDefaults } from "@lnsim/contracts";
import { MachineBuilder, declareBlock, defineBlock, type Kernel } from "@lnsim/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { dmaEngine } from "../dma/block.ts";
import { requestWords } from "../messages.ts";
import { dramChannel } from "./block.ts";
import { channelInitial } from "./initial.ts";
import { dramParameters, type DramValues } from "./parameters.ts";
import { TwinChannels } from "./twin-channels.ts";

const channels = 8;

/** Words of a transfer, and the cycles after the end of the one two before in which it is asked for. */
interface Transfer {
  readonly words: readonly [base: number, segment: number, stride: number, bytesAndTarget: number];
  readonly after: number;
}

const shape = declareBlock({
  kind: "script",
  ports: { request: { direction: "out", words: requestWords }, done: { direction: "in" } },
  state: { next: "value", underWay: "value", notBefore: "time" },
  activities: { request: { class: "work" } },
});

/** Asks for the transfers of its attachment, two at a time. */
const script = defineBlock(shape, (kernel: Kernel, block: number, base: number) => {
  const { slot, port } = shape;
  const { state, now } = kernel;
  const transfers = kernel.attachment(block) as readonly Transfer[];
  for (; kernel.has(block, port.done); state[base + slot.underWay]! -= 1) kernel.pop(block, port.done);
  if (state[base + slot.underWay] === 2 || state[base + slot.next] === transfers.length || now < state[base + slot.notBefore]!) return;
  const { words, after } = transfers[state[base + slot.next]!]!;
  kernel.send(block, port.request, ...words);
  state[base + slot.next]! += 1;
  state[base + slot.underWay]! += 1;
  state[base + slot.notBefore] = now + 1 + after;
  kernel.wakeAt(block, now + 1 + after);
});

class CountingTwins extends TwinChannels {
  asked = 0;
  followed = 0;

  override follow(...given: Parameters<TwinChannels["follow"]>): boolean {
    const isTwin = super.follow(...given);
    this.asked++;
    if (isTwin) this.followed++;
    return isTwin;
  }
}

/** What every channel did. */
function run(values: DramValues, scripts: readonly (readonly Transfer[])[], twins: TwinChannels | null) {
  const builder = new MachineBuilder();
  const kind = dmaEngine(channels);
  const blocks = Array.from({ length: channels }, (_, channel) =>
    builder.add({ name: `dram${channel}`, kind: dramChannel, initial: channelInitial(values, 1, channel), attachment: twins }),
  );
  for (const [index, name] of (["load", "store"] as const).entries()) {
    const source = builder.add({ name: `${name} script`, kind: script, attachment: scripts[index]! });
    const engine = builder.add({ name, kind, initial: { channels, wordBytes: 64 } });
    builder.link({ from: [source, "request"], to: [engine, "request"], latency: 1, capacity: 4 });
    builder.link({ from: [engine, "over"], to: [source, "done"], latency: 1, capacity: 4 });
    for (const [channel, block] of blocks.entries()) {
      builder.link({ from: [engine, `channel${channel}`], to: [block, `${name}Request`], latency: 1, capacity: 4 });
      builder.link({ from: [block, `${name}Done`], to: [engine, `done${channel}`], latency: 1, capacity: 4 });
    }
  }
  const kernel = builder.build({ mode: "burst" });
  kernel.run({ until: 40_000 });
  return { channels: blocks.map((block) => ({ counters: kernel.counters(block), activities: kernel.activities(block) })), state: kernel.state.slice() };
}

/** Transfers of which all numbers are multiples of `granule`. */
function transfers(granule: number): fc.Arbitrary<readonly Transfer[]> {
  const multiple = (most: number) => fc.integer({ min: 1, max: most }).map((n) => n * granule);
  const transfer = fc
    .tuple(multiple(4000), multiple(40), multiple(40), multiple(300), fc.integer({ min: 0, max: 4 }))
    .map(([base, segment, gap, bytes, pass]) => [base, segment, segment + gap, bytes * 32 + pass] as const);
  return fc.array(fc.record({ words: transfer, after: fc.nat({ max: 600 }) }), { minLength: 1, maxLength: 12 });
}

test.each([
  { granule: 2048, from: 0.85, to: 0.9 },
  { granule: 512, from: 0.4, to: 0.7 },
  { granule: 96, from: 0, to: 0.05 },
])("channels that follow a twin do what they would have done: transfers in multiples of $granule bytes", ({ granule, from, to }) => {
  const sums = { asked: 0, followed: 0 };
  const scripts = fc.tuple(transfers(granule), fc.oneof(transfers(granule), fc.constant([])));
  fc.assert(
    fc.property(scripts, fc.constantFrom(350, 0), fc.integer({ min: 1, max: 4 }), (given, tRfcNs, lookAhead) => {
      const values = withDefaults(dramParameters("hbm2"), { channels, tRfcNs, lookAhead });
      const twins = new CountingTwins(values);
      expect(run(values, given, twins)).toEqual(run(values, given, null));
      sums.asked += twins.asked;
      sums.followed += twins.followed;
    }),
    { seed: 61, numRuns: 40 },
  );
  expect(sums.asked).toBeGreaterThan(1000);
  expect(sums.followed / sums.asked).toBeGreaterThanOrEqual(from);
  expect(sums.followed / sums.asked).toBeLessThanOrEqual(to);
});

test("rows that stay open, and rounds of channels that are no power of two, are left alone", () => {
  const words = [0, 6144, 6144, 12288 * 32] as const;
  for (const given of [{ page: "open" }, { rowBytes: 6144, interleaveBytes: 768 }] as const) {
    const values = withDefaults(dramParameters("hbm2"), { channels, ...given });
    const twins = new CountingTwins(values);
    run(values, [[{ words, after: 0 }], []], twins);
    expect(twins.followed).toBe(0);
  }
});
