import type { Kernel } from "../kernel.ts";
import { type MachineBlock, portName } from "../machine.ts";
import type { StatePlan } from "./state-plan.ts";

/** What each number is that `readEpochState` reads of the kernel as it is, in the same order: "block.slot", "block.port", "wakes". */
export function nameEpochState(kernel: Kernel, plan: StatePlan): readonly string[] {
  const { blocks, links } = kernel.machine;
  const slots = nameSlots(blocks);
  const { values, times, deadlines, positions, iterations, stamps, addresses } = plan;
  const names = [values, times, deadlines, positions, iterations, stamps, addresses].flatMap((places) => Array.from(places, (at) => slots.get(at)!));
  for (const { name } of blocks) names.push(`${name}, activity`);
  for (const { at } of plan.nests) names.push(slots.get(at)!, slots.get(at)!);
  for (const [link, roles] of plan.wordRoles.entries()) {
    const { sender, senderPort } = links[link]!;
    const entries = kernel.links.length(link) * (3 + roles.length);
    const numbers = 3 + entries + 2 * kernel.links.freeLength(link);
    for (let index = 0; index < numbers; index++) names.push(portName(blocks[sender]!, senderPort));
  }
  return names;
}

/** "block.slot" or "block.nest" of every slot that has a role of its own. */
function nameSlots(blocks: readonly MachineBlock[]): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  for (const { name, kind, base } of blocks) {
    const { slot, nest } = kind.shape as unknown as Readonly<Record<"slot" | "nest", Readonly<Record<string, number>>>>;
    for (const [part, at] of Object.entries({ ...slot, ...nest })) names.set(base + at, `${name}.${part}`);
  }
  return names;
}
