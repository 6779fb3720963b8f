import type { Kernel, MachineBlock } from "@lnsim/kernel";
import type { BlockState, MessageState, PortState, SlotState } from "./session.ts";

/** Messages of a queue that are shown one by one. */
const mostMessages = 16;

/** Slots of tables of all ops, which are no state: shown nowhere. */
const isOfTable = /^op\d+\.|^dependency\d+$/;

/**
 * A block of a kernel that stands between two cycles. Equal for all ways in which the kernel can have come there: what nobody can tell
 * from the machine's future is left out (since when a deadline has passed, or a message has been visible; loops that are over).
 */
export function viewBlock(kernel: Kernel, number: number, activity: string): BlockState {
  const block = kernel.machine.blocks[number]!;
  const { declaration } = block.kind.shape;
  return { name: block.name, kind: declaration.kind, activity, slots: slotsOf(kernel, block), ports: portsOf(kernel, block) };
}

function slotsOf({ state, now }: Kernel, { kind, base }: MachineBlock): readonly SlotState[] {
  const { declaration, slot, nest } = kind.shape;
  const at = (place: number): number => state[base + place]!;
  const slots = Object.entries(declaration.state ?? {}).flatMap(([name, role]): readonly SlotState[] => {
    if (role === "counter" || isOfTable.test(name)) return [];
    const value = at(slot[name]!);
    return [{ name, role, value: role === "deadline" ? Math.max(value, now) : value }];
  });
  const loops = Object.keys(declaration.nests ?? {}).flatMap((name): readonly SlotState[] => {
    const [index, end] = [at(nest[name]!), at(nest[name]! + 1)];
    const isOver = index === end;
    return [
      { name, role: "loop", value: isOver ? 0 : index },
      { name: `${name} of`, role: "loop", value: isOver ? 0 : end },
    ];
  });
  return [...slots, ...loops];
}

function portsOf(kernel: Kernel, { kind, links }: MachineBlock): readonly PortState[] {
  const { blocks, links: all } = kernel.machine;
  return Object.entries(kind.shape.declaration.ports ?? {}).map(([name, { direction, words = {} }], port): PortState => {
    const link = links[port]!;
    if (link < 0) return { name, direction, peer: null, capacity: 0, messages: [], level: 0 };
    const { sender, senderPort, receiver, receiverPort, capacity } = all[link]!;
    const [other, otherPort] = direction === "in" ? [blocks[sender]!, senderPort] : [blocks[receiver]!, receiverPort];
    const { level, messages } = kernel.queue(link, mostMessages);
    const names = Object.keys(words);
    return {
      name,
      direction,
      peer: `${other.name}.${Object.keys(other.kind.shape.declaration.ports ?? {})[otherPort]!}`,
      capacity,
      messages: messages.map(({ visibleAt, words: values }): MessageState => {
        return { visibleAt: Math.max(visibleAt, kernel.now), words: Object.fromEntries(names.map((word, index) => [word, values[index]!])) };
      }),
      level,
    };
  });
}
