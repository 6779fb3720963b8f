import type { Optimizer } from "@lnsim/contracts";
import type { ChipDescription } from "@lnsim/hardware";
import type { TraceHeader } from "@lnsim/trace";
import type { Arithmetic } from "@lnsim/training";
import type { MachineValues } from "../machine/machine-tree.ts";
import type { MappingPins } from "../mapping/mapping-pins.ts";
import type { RunResult } from "../result/run-result.ts";
import { cyclesOf, type TimedShape } from "./cycles.ts";
import { dramCapacity, peaksOn } from "./dram-capacity.ts";
import { priceRun } from "./energy.ts";
import { memoryPeaks, stashUse } from "./memory-peaks.ts";
import { lowerStep } from "../lowering/lower-step.ts";
import { checkStep } from "../values/check-step.ts";
import { stepMappings } from "../values/step-mappings.ts";
import { missingPe } from "./missing-pe.ts";
import { sumCounts } from "./op-sums.ts";
import { timingKey } from "./part-keys.ts";
import { hardwareDescription } from "./hardware-description.ts";
import { recalledOr, type FoundTiming } from "./run-memory.ts";
import type { RunHooks } from "./run-request.ts";
import type { CountedShape } from "./step-counts.ts";
import { scaleSimReports } from "./scale-sim.ts";
import { countActions, requireRoom, timeSteps, type TimingPlan } from "./timing.ts";

/** What to time and price. */
export interface TimedRunPlan {
  readonly values: MachineValues;
  readonly arithmetic: Arithmetic;
  readonly optimizer: Optimizer;
  /** Of the trace that the steps are from. */
  readonly header: TraceHeader;
  /** Its content hash. */
  readonly traceHash: string;
  readonly shapes: readonly CountedShape[];
  /** The passes that the shapes were cut down to; null for all. */
  readonly passes: readonly string[] | null;
  readonly exact: "skip" | "burst" | "cycle";
  /** Mappings that are not searched. */
  readonly mapping: MappingPins | null;
  /** Whose figures to report too. */
  readonly compat: "scalesim" | null;
  /** Seed of random codes that pass through the machine; null: none do. */
  readonly valueSeed: number | null;
}

/** Cycles, traffic, energy and area of a run, or why they are not known; and what finding them took. */
export interface TimedRun {
  readonly found: Pick<RunResult, "cycles" | "cyclesReason" | "traffic" | "memory" | "stash" | "compat" | "values" | "energy" | "energyReason" | "area">;
  readonly simulation: Pick<RunResult["simulation"], "events" | "cyclesPerSecond" | "fastForwardedCycles" | "skipped" | "steppedFor">;
}

/**
 * Times one step of every shape, unless the memory knows it, and prices its actions; null when it was stopped.
 *
 * @throws {LnsimError} for a machine that cannot be built, a mapping that does not fit, or an unknown table of prices.
 */
export function timeRun(plan: TimedRunPlan, hooks: RunHooks): TimedRun | null {
  const { values, arithmetic, optimizer } = plan;
  const planned = planTiming(plan);
  if ("reason" in planned) return withoutPe(planned.reason);
  const { timing, key } = planned;
  const { description } = timing;
  let seconds: number | null = null;
  const part = recalledOr(hooks.memory, { kind: "timing", key }, () => {
    const started = performance.now();
    const timed = timeSteps(timing, hooks);
    seconds = Math.max((performance.now() - started) / 1000, 1e-9);
    return timed === null ? null : foundBy(timed, plan, description);
  });
  if (part === null) return null;
  const { found, counts, simulation } = part;
  if ((found.memory?.[0]?.bytes ?? 0) > (dramCapacity(description) ?? Infinity)) requireRoom(timing);
  const cycles = found.cycles!;
  const pricing = priceRun({ values, datapath: arithmetic.datapaths.fprop, operandBits: arithmetic.weights.bits, optimizer, counts, cycles: cycles.total });
  const distinctCycles = cycles.byStepShape.reduce((sum, shape) => sum + shape.cycles, 0);
  return {
    found: { ...found, memory: peaksOn(description, found.memory), cyclesReason: null, values: valuesOf(plan, description), ...pricing },
    simulation: { ...simulation, cyclesPerSecond: seconds === null ? null : distinctCycles / seconds },
  };
}

/** What comes of codes inside the machine, in the first of the steps; null where they were not asked for. */
function valuesOf({ arithmetic, header, shapes, optimizer, mapping, valueSeed }: TimedRunPlan, description: ChipDescription): RunResult["values"] {
  if (valueSeed === null) return null;
  const ops = lowerStep(shapes[0]!.shape, { header, policy: description, stateSlots: optimizer.slots.length });
  return checkStep({ description, arithmetic, ops, mappings: stepMappings(description, ops, mapping), seed: valueSeed });
}

/** What will be timed, and the key of its parts; or why there is no PE that it could be timed on. */
export function planTiming(plan: TimedRunPlan): { readonly timing: TimingPlan; readonly key: string } | { readonly reason: string } {
  const { values, arithmetic, optimizer, traceHash, header, shapes, passes, exact, mapping, compat } = plan;
  const reason = missingPe(arithmetic, values);
  if (reason !== null) return { reason };
  const description = hardwareDescription(values, arithmetic);
  const timing: TimingPlan = { description, header, shapes, stateSlots: optimizer.slots.length, exact, mapping };
  return { timing, key: timingKey(timing, { traceHash, passes, compat }) };
}

function foundBy(timed: readonly TimedShape[], { values, compat }: TimedRunPlan, description: ChipDescription): FoundTiming {
  return {
    found: {
      cycles: cyclesOf(timed),
      traffic: timed[0]!.timing.traffic,
      memory: memoryPeaks(description, timed[0]!),
      stash: stashUse(description, timed[0]!),
      compat: compat === null ? null : { scaleSim: scaleSimReports(values, timed[0]!.ops) },
    },
    counts: countActions(timed),
    simulation: {
      events: sumOver(timed, ({ events }) => events),
      fastForwardedCycles: sumOver(timed, (simulation) => simulation.fastForwardedCycles),
      skipped: sumCounts(timed.map(({ timing }) => timing.simulation.skipped)),
      steppedFor: sumCounts(timed.map(({ timing }) => timing.simulation.stoppedBy)),
    },
  };
}

/** What a run that is not timed finds. */
export const untimedRun: TimedRun = withoutPe("the run was asked to leave the timing out (--timing off)");

function withoutPe(reason: string): TimedRun {
  return {
    found: { cycles: null, cyclesReason: reason, traffic: null, memory: null, stash: null, compat: null, values: null, energy: null, energyReason: reason, area: null },
    simulation: { events: 0, cyclesPerSecond: null, fastForwardedCycles: 0, skipped: {}, steppedFor: {} },
  };
}

function sumOver(timed: readonly TimedShape[], of: (simulation: TimedShape["timing"]["simulation"]) => number): number {
  return timed.reduce((sum, { timing }) => sum + of(timing.simulation), 0);
}
