import { declareBlock, type ActivityDeclaration, type BlockShape, type SlotRole } from "@lnsim/kernel";
import { orderWords, waits } from "../messages.ts";

/** What the array as a whole does: a job, or wait. */
export const computeActivities = {
  idle: { class: "idle" },
  memory: { class: "stall", cause: "memory", port: "order" },
  dependency: { class: "stall", cause: "dependency", port: "order" },
  store: { class: "stall", cause: "store", port: "order" },
  job: { class: "work" },
} as const satisfies Readonly<Record<string, ActivityDeclaration>>;

export type ComputeActivity = keyof typeof computeActivities;
export const computeActivityNames = Object.keys(computeActivities) as ComputeActivity[];

if (waits.some((wait, index) => computeActivityNames[index] !== wait)) throw new Error("the array's waits and activities stand in different orders");

const fixedState = { until: "deadline", isWorking: "value" } as const satisfies Readonly<Record<string, SlotRole>>;

/**
 * The array as a block of the outer machine: it runs one job after the other, each for as many cycles as its simulation
 * takes, and counts how often it did each. The simulation is that of a machine of its own.
 */
export function declareCompute(jobs: number) {
  return declareBlock({
    kind: "array",
    ports: { order: { direction: "in", words: orderWords }, done: { direction: "out" } },
    state: fixedState,
    activities: computeActivities,
    counters: Array.from({ length: jobs }, (_, job) => `job${job}`),
  }) as unknown as BlockShape;
}

/** Numbers of its slots and ports, and of its first counter, whatever the program is. */
export const computeSlot = { until: 0, isWorking: 1 } as const;
export const computePort = { order: 0, done: 1 } as const;
export const firstJobCounter = 2;
