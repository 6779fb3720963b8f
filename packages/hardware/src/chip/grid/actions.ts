import { describeAction as describe } from "../../timing/action-description.ts";

/** Actions that a grid counts beside those of its PEs. */
export const gridActions = Object.freeze({
  globalBufferRead: describe("globalBuffer", "read", "One word of a bank of the global buffer, globalBuffer.bankBytes wide, read."),
  globalBufferWrite: describe("globalBuffer", "write", "One word of a bank of the global buffer written."),
  linkFlit: describe("noc", "linkFlit", "One flit, noc.linkBytes wide, over one hop of the network."),
  transposerBlock: describe("transposer", "block", "One block of 32 x 32 elements turned on its way from the global buffer."),
});

/** Key of an action in {@link gridActions}. */
export type GridActionKey = keyof typeof gridActions;
