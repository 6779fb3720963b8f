/** The passes of a training step, in the order of every report. */
export const passes = ["fprop", "loss", "dgrad", "wgrad", "update"] as const;

/** What an op belongs to: its cycles, actions and bytes are reported under this name. */
export type Pass = (typeof passes)[number];

/** A pass that multiplies matrices. */
export type GemmPass = Exclude<Pass, "loss" | "update">;
