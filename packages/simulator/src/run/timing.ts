import type { ActionCount } from "@lnsim/energy";
import { actionCatalogue, actionsOf, closedForm, macsOf, trafficOf, type ActionKey, type PeDescription } from "@lnsim/hardware";
import type { RunResult } from "../result/run-result.ts";
import { lowerStep } from "./lower-step.ts";
import type { RunHooks } from "./run-request.ts";
import type { CountedShape } from "./step-counts.ts";

/** What the steps of a run take on a machine. */
export interface Timing {
  readonly cycles: RunResult["cycles"];
  readonly traffic: RunResult["traffic"];
  /** Of all steps. */
  readonly counts: readonly ActionCount[];
  readonly events: number;
  readonly fastForwardedCycles: number;
}

export interface TimingPlan {
  readonly description: PeDescription;
  readonly shapes: readonly CountedShape[];
  readonly stateSlots: number;
  readonly exact: "skip" | "burst" | "cycle";
}

export function timeSteps(plan: TimingPlan, hooks: RunHooks): Timing | null {
  const { description } = plan;
  const peak = description.pe.lanes * description.pe.vectorSize;
  const counts: ActionCount[] = [];
  let total = 0;
  const shapes = plan.shapes.map(({ shape, count }, index) => {
    hooks.onProgress?.({ phase: "timing", done: index + 1, total: plan.shapes.length, unit: "step shape", share: index / plan.shapes.length });
    const ops = lowerStep(shape, plan.stateSlots).map((op) => {
      const form = closedForm(description, op);
      for (const [key, n] of Object.entries(actionsOf(description, op))) {
        const { block, action } = actionCatalogue[key as ActionKey];
        counts.push({ block, action, pass: op.pass, count: n * count });
      }
      const macs = macsOf(op);
      return {
        name: op.name, pass: op.pass, cycles: form.cycles, macs, utilisation: macs / (form.cycles * peak), stalls: {},
        bound: "compute" as const,
        gemm: op.kind === "gemm" ? { m: op.m, n: op.n, k: op.k } : null,
        terms: Object.fromEntries(form.terms.map(({ name, cycles }) => [name, cycles])),
        traffic: trafficOf(description, op),
      };
    });
    const cycles = ops.reduce((sum, op) => sum + op.cycles, 0);
    total += cycles * count;
    return { batch: shape.batch, count, cycles, macs: ops.reduce((sum, op) => sum + op.macs, 0), ops };
  });
  const full = shapes[0]!;
  const byPass: Record<string, RunResult["cycles"]["byPass"][string]> = {};
  for (const op of full.ops) {
    const before = byPass[op.pass] ?? { cycles: 0, macs: 0, utilisation: 0, stalls: {}, bound: op.bound, terms: {} };
    const cycles = before.cycles + op.cycles;
    const macs = before.macs + op.macs;
    const terms: Record<string, number> = { ...before.terms };
    for (const [name, n] of Object.entries(op.terms)) terms[name] = (terms[name] ?? 0) + n;
    byPass[op.pass] = { ...before, cycles, macs, utilisation: macs / (cycles * peak), terms };
  }
  return {
    cycles: {
      total,
      perStep: full.cycles,
      byPass,
      byOp: full.ops.map(({ traffic: _, ...op }) => op),
      byBlock: [],
      byStepShape: shapes.map(({ batch, count, cycles, macs }) => ({ batch, count, cycles, macs })),
    },
    traffic: {},
    counts,
    events: 0,
    fastForwardedCycles: 0,
  };
}
