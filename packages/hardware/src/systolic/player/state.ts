import { declareBlock, type ActivityDeclaration, type BlockShape } from "@lnsim/kernel";
import { jobActionKeys } from "../job/actions.ts";

/** Blocks of a player, in order. */
export const playerBlocks = ["array", "ifmap", "filter", "ofmap", "vectorUnit"] as const;
export type PlayerBlock = (typeof playerBlocks)[number];

const portActivities = {
  idle: { class: "idle" },
  read: { class: "work" },
  write: { class: "work" },
  "read and write": { class: "work" },
} as const satisfies Readonly<Record<string, ActivityDeclaration>>;

/** What the blocks can be doing; `fill` and `drain` as in the timing of a fold. */
const activities = {
  array: { idle: { class: "idle" }, fill: { class: "stall", cause: "fill" }, multiply: { class: "work" }, drain: { class: "stall", cause: "drain" } },
  ifmap: portActivities,
  filter: portActivities,
  ofmap: portActivities,
  vectorUnit: { idle: { class: "idle" }, pass: { class: "work" } },
} as const satisfies Readonly<Record<PlayerBlock, Readonly<Record<string, ActivityDeclaration>>>>;

/** Numbers of the array's activities. */
export const arrayActivity = { idle: 0, fill: 1, multiply: 2, drain: 3 } as const;
export const passActivity = 1;

const kinds: Readonly<Record<PlayerBlock, string>> = { array: "systolicArray", ifmap: "memoryPort", filter: "memoryPort", ofmap: "memoryPort", vectorUnit: "vectorUnit" };
const portCounters = ["reads", "writes"];
const counters: Readonly<Record<PlayerBlock, readonly string[]>> = { array: ["retired", ...jobActionKeys], ifmap: portCounters, filter: portCounters, ofmap: portCounters, vectorUnit: ["elements"] };

/**
 * A block that plays its part of a schedule: op by op, fold by fold, part by part, each at its own pace and all in step. It hears of
 * nothing and tells nobody.
 */
export const playerShapes = playerBlocks.map(
  (block) =>
    declareBlock({
      kind: kinds[block],
      state: {
        /** The op that is played; that before the first is -1. */
        op: "position",
        /** The part of its fold, -1 between ops, and when it is over; in the last one of an op, its last cycle. */
        part: "value",
        until: "deadline",
        isFirstRow: "value",
        isClosing: "value",
      },
      nests: { product: { lookAhead: 1 }, column: { lookAhead: 1 }, row: { lookAhead: 1 } },
      activities: activities[block],
      counters: counters[block],
    }) as unknown as BlockShape,
);

/** Numbers of slots and nests, the same for all. */
export const slot = { op: 0, part: 1, until: 2, isFirstRow: 3, isClosing: 4 } as const;
export const nest = { product: 5, column: 8, row: 11 } as const;
/** Number of the counter of retired ops. */
export const retiredCounter = 14;
