import { declareBlock, type BlockShape, type PortDeclaration, type SlotRole } from "@lnsim/kernel";
import { perPass } from "../../workload/per-pass.ts";
import { boundaryWords, requestWords, stashWords, transferWords } from "../messages.ts";

/**
 * A DMA engine of a chip with `channels` channels: hands the part of every transfer in memory to all of them, that in the stash
 * to it, in order, and says when each transfer is over. Simplified: what moves between memory and the global buffer fits the ports of the half that faces memory.
 */
export function declareDma(channels: number) {
  const perChannel = (name: string, port: PortDeclaration): Readonly<Record<string, PortDeclaration>> =>
    Object.fromEntries(Array.from({ length: channels }, (_, channel) => [name + channel, port]));
  const ahead: Readonly<Record<string, SlotRole>> = Object.fromEntries(Array.from({ length: channels }, (_, channel) => [`ahead${channel}`, "value"]));
  return declareBlock({
    kind: "dma",
    ports: {
      request: { direction: "in", words: requestWords },
      over: { direction: "out" },
      /** An op or a tile begins: passed on to the channels. */
      sync: { direction: "in", words: boundaryWords, optional: true },
      /** Parts of transfers that lie in the stash, where there is one. */
      stash: { direction: "out", words: stashWords, optional: true },
      stashDone: { direction: "in", optional: true },
      ...perChannel("channel", { direction: "out", words: transferWords }),
      ...perChannel("done", { direction: "in" }),
      ...perChannel("sync", { direction: "out", words: boundaryWords, optional: true }),
    },
    // parts: where the transfers under way have parts, the oldest as the lowest digit to base 4: 1 in memory, 2 in the stash, 3 in both.
    // ahead: transfers that a channel, or the stash, has finished and another has not.
    state: { channels: "parameter", wordBytes: "parameter", underWay: "value", parts: "value", stashAhead: "value", ...ahead },
    activities: { idle: { class: "idle" }, move: { class: "work" } },
    counters: [...perPass("bytes"), ...perPass("words"), "transfers"],
  }) as unknown as BlockShape;
}

/** Ports and slots that stand before those of the channels. */
export const dmaPort = { request: 0, over: 1, sync: 2, stash: 3, stashDone: 4, channels: 5 } as const;
export const dmaSlot = { channels: 0, wordBytes: 1, underWay: 2, parts: 3, stashAhead: 4, ahead: 5 } as const;
