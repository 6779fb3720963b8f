import { expect, test } from "vitest";
import { toySession } from "../testing/toy-session.ts";
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
