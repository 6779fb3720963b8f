import { expect, test } from "vitest";
import { openSession } from "@lnsim/simulator";
import { toySession } from "../testing/toy-session.ts";
import { nextStall } from "./find-stall.ts";
import { studyOf, type Study } from "./study.ts";
import { waitingChain } from "./waiting.ts";

const study = studyOf(toySession());

function chainOf(name: string, cycle: number, of: Study = study) {
  const { steps, end } = waitingChain(of, of.blockNumbers.get(name)!, cycle);
  return { names: steps.map(({ block, isNamed }) => of.timeline.layout.blocks[block].name + (isNamed ? "" : "?")), end };
}

test("a stall leads over the links of its ports to who is to blame", () => {
  // The collector of pe0 drains slowly, which fills all queues back to the memory.
  expect(chainOf("dram0", 3910)).toEqual({ names: ["dram0", "dma.load", "gb.bank[0]", "pe0.mac", "pe0.collector?"], end: "works" });
  expect(chainOf("pe0.mac", 4000)).toEqual({ names: ["pe0.mac", "pe0.collector?"], end: "works" });
});

test("who works or idles waits for nobody", () => {
  expect(chainOf("pe0.collector", 4000)).toEqual({ names: ["pe0.collector?"], end: "works" });
  expect(chainOf("dram0", 6900)).toMatchObject({ names: ["dram0?"] });
});

/** The toy without the names of ports in its activities. */
function withoutPorts(): Study {
  const { layout } = study.timeline;
  const blocks = layout.blocks.map((block) => ({ ...block, activities: block.activities.map(({ port: _, ...activity }) => activity) }));
  const timeline = Object.create(study.timeline, { layout: { value: { ...layout, blocks } } });
  return { ...study, timeline };
}

test("without a port, the only full queue is the likely one, and is said to be", () => {
  const { names } = chainOf("pe0.mac", 4000, withoutPorts());
  expect(names).toEqual(["pe0.mac?", "pe0.collector?"]);
  const [first] = waitingChain(withoutPorts(), study.blockNumbers.get("pe0.mac")!, 4000).steps;
  expect([first.link, first.isNamed]).toEqual([5, false]);
});

test("PEs between jobs wait for what the array waits for, and that is who loads and stores", async () => {
  const session = await openSession({ request: { machine: "lns-madam-chip", trace: "gemm:64,64,64", set: [], numerics: false } });
  session.extend(10_000);
  const chip = studyOf(session);
  const pe = chip.blockNumbers.get("pe0.0")!;
  const chainAt = (cause: string) => {
    const { from, to } = nextStall(chip, [pe], cause, 0)!;
    return chainOf("pe0.0", Math.floor((from + to) / 2), chip);
  };
  expect(chainAt("memory")).toEqual({ names: ["pe0.0?", "array", "sequencer", "dma.load?"], end: "works" });
  expect(chainAt("dependency")).toEqual({ names: ["pe0.0?", "array", "sequencer", "dma.store?"], end: "works" });
});
