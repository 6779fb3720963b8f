import type { UpdateKind } from "@lnsim/simulator";

/** The updates in the order in which they are shown. */
export const updateKinds: readonly UpdateKind[] = ["gd", "multiplicative", "sign"];

/** The updates as reports and pictures call them. */
export const updateNames: { readonly [Kind in UpdateKind]: string } = { gd: "descent", multiplicative: "multiplicative", sign: "sign" };
