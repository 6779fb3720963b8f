import { canonicalHash } from "../machine/hash.ts";
import { builtIn } from "../plugin/registry.ts";
import { version } from "../version.ts";
import type { ReplayPlan, ReplayRequest } from "./accuracy.ts";
import type { RunTrace } from "./checked-run.ts";
import type { MachineDescription } from "../machine/describe-machine.ts";
import type { TimingPlan } from "./timing.ts";

/** What decides a timing beside its plan. */
export interface TimingContext {
  /** Content hash of the trace. */
  readonly traceHash: string;
  readonly passes: readonly string[] | null;
  readonly compat: "scalesim" | null;
}

/** The key of a timing: of formats, only what the hardware sees of them. Prices and datapaths are no part of it. */
export function timingKey({ description, shapes, stateSlots, exact, mapping }: Omit<TimingPlan, "header">, context: TimingContext): string {
  const formats = Object.entries(description.formats).map(([role, { bits, scaled }]) => [role, bits, scaled]);
  const steps = shapes.map(({ shape, count }) => [shape.batch, count]);
  return canonicalHash({ ...context, version, description: { ...description, formats }, steps, stateSlots, exact, mapping: mapping?.hash ?? null });
}

/**
 * The key of a training; null where its parts are not all known: with plugins from outside, whose code may change, and
 * where more is asked for than its result.
 */
export function trainingKey(
  { arithmeticHash, registry }: Pick<MachineDescription, "arithmeticHash" | "registry">,
  { trace, optimizer, steps, seed }: Pick<ReplayPlan, "optimizer" | "steps" | "seed"> & { readonly trace: RunTrace },
  { redraw, diagnose, dump, checkpoint }: ReplayRequest,
): string | null {
  if (diagnose !== undefined || dump !== undefined || checkpoint !== undefined) return null;
  if (registry.registered.some(({ source }) => source !== builtIn)) return null;
  return canonicalHash({ arithmetic: arithmeticHash, trace: trace.contentHash, optimizer: optimizer.id, steps, seed, redraw: redraw ?? null, version });
}
