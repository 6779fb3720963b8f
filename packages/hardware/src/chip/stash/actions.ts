import { describeAction, type ActionDescription } from "../../timing/action-description.ts";

const describe = (action: string, description: string): ActionDescription => describeAction("stash", action, description);

/** Actions of the stash, by pass. */
export const stashActions = Object.freeze({
  stashRead: describe("read", "One word of a bank of the stash, globalBuffer.bankBytes wide, read for the half that a tile goes to."),
  stashWrite: describe("write", "One word of a bank of the stash written."),
});

/** Key of an action in {@link stashActions}. */
export type StashActionKey = keyof typeof stashActions;
