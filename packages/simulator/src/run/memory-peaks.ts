import { LnsimError } from "@lnsim/contracts";
import { machineKind, peakBytes, storedBits, type ChipDescription, type Op } from "@lnsim/hardware";
import type { RunResult } from "../result/run-result.ts";
import type { TimedShape } from "./cycles.ts";
import { sizeText } from "./size-text.ts";

type Peak = NonNullable<RunResult["memory"]>[number];

/** Tensors that are listed of a full memory. */
const listed = 12;

/** The fullest moment of the outermost memory in the first of the steps that were timed. */
export function memoryPeaks(description: ChipDescription, { ops }: Pick<TimedShape, "ops">): readonly Peak[] {
  if (ops.length === 0) return [];
  const isChip = machineKind(description) === "chip";
  const { bytes, op, tensors } = peakOf(description, ops);
  const capacityBytes = isChip && description.dram.capacity === "checked" ? description.dram.capacityBytes : null;
  return [
    {
      level: isChip ? "dram" : "memory",
      bytes,
      capacityBytes,
      at: ops[op]?.name ?? "",
      tensors: tensors.slice(0, listed).map((tensor) => ({ name: tensor.name, bytes: tensor.bytes })),
    },
  ];
}

/**
 * Refuses a step that does not fit DRAM.
 *
 * @throws {LnsimError} code "invalid-combination", with the peak and the largest tensors.
 */
export function requireFitting(description: ChipDescription, ops: readonly Op[]): void {
  if (machineKind(description) !== "chip" || description.dram.capacity === "unbounded") return;
  const { bytes, op, tensors } = peakOf(description, ops);
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

function peakOf({ formats }: ChipDescription, ops: readonly Op[]) {
  return peakBytes(ops, (storedAs) => storedBits(formats, storedAs));
}
