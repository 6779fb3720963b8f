import type { Kernel } from "../kernel.ts";
import type { Machine } from "../machine.ts";
import type { WordRole } from "../role.ts";
import { planState, type StatePlan } from "./state-plan.ts";
import { wholeNumber } from "../whole-number.ts";

/** How far a machine is moved. */
export interface Move {
  readonly cycles: number;
  readonly positions: number;
}

const plans = new WeakMap<Machine, StatePlan>();

/** Moves times and positions of a kernel that stands between two cycles; see {@link Kernel.moveOn}. */
export function moveOn(kernel: Kernel, move: Move): void {
  const { state, ledger, machine } = kernel;
  const plan = plans.get(machine) ?? planState(machine);
  plans.set(machine, plan);
  for (const places of [plan.times, plan.deadlines, plan.stamps]) for (const at of places) state[at]! += move.cycles;
  for (const at of plan.positions) state[at]! += move.positions;
  for (let block = 0; block < ledger.since.length; block++) {
    ledger.since[block]! += move.cycles;
    ledger.cycles[ledger.current[block]!]! += move.cycles;
  }
  for (let link = 0; link < plan.wordRoles.length; link++) moveLink(kernel, plan.wordRoles[link]!, link, move);
  kernel.wheel.shift(move.cycles);
  kernel.now = wholeNumber(kernel.now + move.cycles);
  kernel.position += move.positions;
}

function moveLink({ links }: Kernel, roles: readonly WordRole[], link: number, move: Move): void {
  for (let index = 0; index < links.length(link); index++) {
    const at = links.entry(link, index);
    links.entries[at]! += move.cycles;
    for (const [word, role] of roles.entries()) {
      if (role === "time" || role === "stamp") links.entries[at + 3 + word]! += move.cycles;
      if (role === "position") links.entries[at + 3 + word]! += move.positions;
    }
  }
  for (let index = 0; index < links.freeLength(link); index++) links.frees[links.free(link, index)]! += move.cycles;
}
