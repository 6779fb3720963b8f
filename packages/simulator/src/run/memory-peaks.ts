import { LnsimError } from "@lnsim/contracts";
import { machineKind, outlives, peakOf, planStash, storedBits, tensorLifetimes, withStoredWeights, type ChipDescription, type Op, type PeakBytes, type TensorLifetime } from "@lnsim/hardware";
import type { RunResult } from "../result/run-result.ts";
import type { TimedShape } from "./cycles.ts";
import { sizeText } from "./size-text.ts";

type Peak = NonNullable<RunResult["memory"]>[number];

/** Tensors that are listed of a full memory. */
const listed = 12;

/** The fullest moments of the outermost memory and of the stash, in the first of the steps that were timed. */
export function memoryPeaks(description: ChipDescription, { ops }: Pick<TimedShape, "ops">): readonly Peak[] {
  if (ops.length === 0) return [];
  const isChip = machineKind(description) === "chip";
  const plan = isChip ? planStash(description, ops) : null;
  const capacityBytes = isChip && description.dram.capacity === "checked" ? description.dram.capacityBytes : null;
  const outermost = peakText({ level: isChip ? "dram" : "memory", capacityBytes }, outermostPeak(description, ops), ops);
  return plan === null ? [outermost] : [outermost, peakText({ level: "stash", capacityBytes: plan.capacityBytes }, peakOf(plan.stayed, ops.length), ops)];
}

/** What stayed in the global buffer between ops in the first of the steps that were timed, and what did not; null without a stash. */
export function stashUse(description: ChipDescription, { ops }: Pick<TimedShape, "ops">): RunResult["stash"] {
  const plan = machineKind(description) === "chip" ? planStash(description, ops) : null;
  if (plan === null) return null;
  const { capacityBytes, stayed, spilled } = plan;
  return { capacityBytes, stayed: counted(stayed), fromStepToStep: counted(stayed.filter((tensor) => outlives(tensor, ops.length))), spilled: counted(spilled) };
}

function counted(tensors: readonly TensorLifetime[]): NonNullable<RunResult["stash"]>["stayed"] {
  return { tensors: tensors.length, bytes: tensors.reduce((sum, { bytes }) => sum + bytes, 0) };
}

function peakText(level: Pick<Peak, "level" | "capacityBytes">, { bytes, op, tensors }: PeakBytes, ops: readonly Op[]): Peak {
  return { ...level, bytes, at: ops[op]?.name ?? "", tensors: tensors.slice(0, listed).map((tensor) => ({ name: tensor.name, bytes: tensor.bytes })) };
}

/**
 * Refuses a step that does not fit DRAM.
 *
 * @throws {LnsimError} code "invalid-combination", with the peak and the largest tensors.
 */
export function requireFitting(description: ChipDescription, ops: readonly Op[]): void {
  if (machineKind(description) !== "chip" || description.dram.capacity === "unbounded") return;
  const { bytes, op, tensors } = outermostPeak(description, ops);
  if (bytes <= description.dram.capacityBytes) return;
  const largest = tensors.slice(0, 3).map((tensor) => `${tensor.name} (${sizeText(tensor.bytes)})`);
  throw new LnsimError({
    code: "invalid-combination",
    message: `the step does not fit DRAM: during ${ops[op]!.name} it holds ${sizeText(bytes)} in ${tensors.length} tensors, the largest of them ${largest.join(", ")}`,
    path: "dram.capacityBytes",
    found: `${description.dram.capacityBytes} (${sizeText(description.dram.capacityBytes)})`,
    expected: `at least ${bytes}`,
    remedy: "lower the batch (--batch), raise dram.capacityBytes, or leave it out of account with --set dram.capacity=unbounded, which the result then says",
  });
}

/** Of everything but what stays in the stash. */
function outermostPeak(description: ChipDescription, ops: readonly Op[]): PeakBytes {
  const plan = machineKind(description) === "chip" ? planStash(description, ops) : null;
  return peakOf(plan?.spilled ?? tensorLifetimes(withStoredWeights(description, ops), (storedAs) => storedBits(description.formats, storedAs)), ops.length);
}
