import { declareBlock, type BlockShape, type PortDeclaration, type SlotRole } from "@lnsim/kernel";
import { perPass } from "../../workload/per-pass.ts";
import { boundaryWords, transferWords } from "../messages.ts";

/**
 * A DMA engine of a chip with `channels` channels: hands every transfer to all of them, in order, and says when each is
 * over. Simplified: what moves between memory and the global buffer fits the ports of the half that faces memory.
 */
export function declareDma(channels: number) {
  const perChannel = (name: string, port: PortDeclaration): Readonly<Record<string, PortDeclaration>> =>
    Object.fromEntries(Array.from({ length: channels }, (_, channel) => [name + channel, port]));
  const ahead: Readonly<Record<string, SlotRole>> = Object.fromEntries(Array.from({ length: channels }, (_, channel) => [`ahead${channel}`, "value"]));
  return declareBlock({
    kind: "dma",
    ports: {
      request: { direction: "in", words: transferWords },
      over: { direction: "out" },
      /** An op or a tile begins: passed on to the channels. */
      sync: { direction: "in", words: boundaryWords, optional: true },
      ...perChannel("channel", { direction: "out", words: transferWords }),
      ...perChannel("done", { direction: "in" }),
      ...perChannel("sync", { direction: "out", words: boundaryWords, optional: true }),
    },
    // ahead: transfers that a channel has finished and another has not.
    state: { channels: "parameter", wordBytes: "parameter", underWay: "value", ...ahead },
    activities: { idle: { class: "idle" }, move: { class: "work" } },
    counters: [...perPass("bytes"), ...perPass("words"), "transfers"],
  }) as unknown as BlockShape;
}

/** Ports and slots that stand before those of the channels. */
export const dmaPort = { request: 0, over: 1, sync: 2, channels: 3 } as const;
export const dmaSlot = { channels: 0, wordBytes: 1, underWay: 2, ahead: 3 } as const;
