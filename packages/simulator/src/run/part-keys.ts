import { timingDescription, type ChipDescription } from "@lnsim/hardware";
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

/**
 * The key of a timing: of formats, only what the hardware sees of them; of the machine, only what that kind has. Prices and
 * datapaths are no part of it, and neither is the capacity of DRAM.
 */
export function timingKey({ description, shapes, stateSlots, exact, mapping }: Omit<TimingPlan, "header">, context: TimingContext): string {
  const timed = context.compat === null ? timingDescription(description) : description;
  const formats = formatsSeen(description);
  const steps = shapes.map(({ shape, count }) => [shape.batch, count]);
  return canonicalHash({ ...context, version, description: { ...timed, formats }, steps, stateSlots, exact, mapping: mapping?.hash ?? null });
}

/** The key of what the outermost memory holds in the steps of a timing. */
export function peakKey({ description, shapes, stateSlots }: Omit<TimingPlan, "header">, { traceHash, passes }: Pick<TimingContext, "traceHash" | "passes">): string {
  const steps = shapes.map(({ shape, count }) => [shape.batch, count]);
  const { scalePolicy, memory, array, globalBuffer, update } = description;
  return canonicalHash({ traceHash, passes, steps, stateSlots, scalePolicy, formats: formatsSeen(description), machine: [memory.kind, array.kind, globalBuffer, update.weightView] });
}

/** What hardware sees of formats. */
function formatsSeen({ formats }: ChipDescription) {
  return Object.entries(formats).map(([role, { bits, codeBits = null, scaled }]) => [role, bits, codeBits, scaled]);
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
