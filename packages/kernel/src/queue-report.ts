import type { Kernel } from "./kernel.ts";

/** A message in a queue. */
export interface QueuedMessage {
  /** First cycle in which its receiver sees it. */
  readonly visibleAt: number;
  readonly words: readonly number[];
}

/** What is in a queue. */
export interface QueueReport {
  /** All messages that were sent and not taken. */
  readonly level: number;
  /** The oldest of them. */
  readonly messages: readonly QueuedMessage[];
}

/** What is in the queue of a link, its `most` oldest messages one by one. */
export function reportQueue({ links, machine }: Kernel, link: number, most: number): QueueReport {
  const { sender, senderPort } = machine.links[link]!;
  const { words = {} } = Object.values(machine.blocks[sender]!.kind.shape.declaration.ports ?? {})[senderPort]!;
  const { length } = Object.keys(words);
  const messages: QueuedMessage[] = [];
  let level = 0;
  for (let index = 0; index < links.length(link); index++) {
    const at = links.entry(link, index);
    const [visibleAt, count, stride, ...first] = links.entries.slice(at, at + 3 + length) as unknown as [number, number, number, ...number[]];
    for (let place = 0; place < count && messages.length < most; place++) {
      messages.push({ visibleAt: visibleAt + place, words: first.map((word, at) => (at === 0 ? word + place * stride : word)) });
    }
    level += count;
  }
  return { level, messages };
}
