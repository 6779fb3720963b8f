import type { Machine } from "@lnsim/kernel";
import type { ActivityLayout, BlockLayout, LinkEnd, TimelineLayout } from "./layout.ts";

/** The layout of a kernel's machine: blocks, links, activities, counters and notes by the kernel's own numbers. */
export function machineLayout(machine: Machine): TimelineLayout {
  return {
    blocks: machine.blocks.map(({ name, kind }): BlockLayout => {
      const { declaration } = kind.shape;
      const activities = Object.entries(declaration.activities).map(([activity, value]): ActivityLayout => ({ name: activity, ...value }));
      return { name, kind: declaration.kind, activities, counters: declaration.counters ?? [], notes: Object.keys(declaration.notes ?? {}) };
    }),
    links: machine.links.map(({ sender, senderPort, receiver, receiverPort, latencyCycles, capacity }) => ({
      from: endOf(machine, sender, senderPort),
      to: endOf(machine, receiver, receiverPort),
      latencyCycles,
      capacity,
    })),
  };
}

function endOf(machine: Machine, block: number, port: number): LinkEnd {
  return { block, port: Object.keys(machine.blocks[block]!.kind.shape.declaration.ports ?? {})[port]! };
}
