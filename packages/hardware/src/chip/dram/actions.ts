import { describeAction, type ActionDescription } from "../../timing/action-description.ts";

const describe = (action: string, description: string): ActionDescription => describeAction("dram", action, description);

/** Actions that the channels of DRAM count; the first three by pass, refreshes once for all. */
export const dramActions = Object.freeze({
  dramReadBurst: describe("readBurst", "One burst of dram.burstBytes read, whether all of its bytes were asked for or not."),
  dramWriteBurst: describe("writeBurst", "One burst of dram.burstBytes written, masked bytes included."),
  dramActivate: describe("activate", "One row of dram.rowBytes opened and closed."),
  dramRefresh: describe("refresh", "One refresh of all banks of a channel."),
});

/** Key of an action in {@link dramActions}. */
export type DramActionKey = keyof typeof dramActions;
