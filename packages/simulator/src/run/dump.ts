import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LnsimError, nearestName } from "@lnsim/contracts";
import { observedValues, type ObservedTensor, type TensorObserver } from "@lnsim/training";
import { encodeNpy, type NpyValues } from "../tensors/npy.ts";
import type { DumpRequest } from "./run-request.ts";

/** Writes tensors as they are finished. */
export interface TensorDump {
  readonly observe: TensorObserver;
  /** After the last tensor. @throws {LnsimError} code "unknown-name" for a name that no tensor of the first asked step has. */
  readonly finish: () => void;
}

/**
 * Writes the asked tensors of the asked steps as STEP-NAME.ROLE.npy (values) and, where they are quantised,
 * STEP-NAME.ROLE.codes.npy.
 *
 * @throws {LnsimError} code "file-unwritable" when the folder or a file cannot be written; once the first asked step is
 * over, "unknown-name" when one of the names is that of no tensor.
 */
export function createDump({ folder, steps, tensors }: DumpRequest): TensorDump {
  const isAsked = (name: string): boolean => tensors === undefined || tensors.some((pattern) => matches(name, pattern));
  const names = new Set<string>();
  const finish = (): void => requireMatches(tensors ?? [], [...names]);
  const first = Math.min(...steps);
  const write = (name: string, tensor: ObservedTensor, values: NpyValues): void => {
    save(join(folder, name), encodeNpy(values, [tensor.rows, tensor.columns]));
  };
  writing(folder, () => mkdirSync(folder, { recursive: true }));
  return {
    finish,
    observe: (tensor) => {
      if (tensor.step === first) names.add(tensor.name);
      else if (tensor.step === first + 1) finish();
      if (!steps.includes(tensor.step) || !isAsked(tensor.name)) return;
      const base = `${tensor.step}-${tensor.name}.${tensor.role.replace(" ", "-")}`;
      write(`${base}.npy`, tensor, observedValues(tensor));
      if (tensor.stored !== null) write(`${base}.codes.npy`, tensor, tensor.stored.codes);
    },
  };
}

function matches(name: string, pattern: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** Names are unknown when a training goes on from a checkpoint behind the first asked step: then nothing is said. */
function requireMatches(patterns: readonly string[], names: readonly string[]): void {
  if (names.length === 0) return;
  for (const pattern of patterns) {
    if (names.some((name) => matches(name, pattern))) continue;
    const nearest = nearestName(pattern, names);
    throw new LnsimError({
      code: "unknown-name",
      message: "no tensor has this name",
      path: "--tensor",
      found: pattern,
      expected: names.join(", "),
      ...(nearest !== undefined && { nearest }),
      remedy: "a trailing * stands for any rest; without --tensor every tensor is written",
    });
  }
}

function save(path: string, bytes: Uint8Array): void {
  writing(path, () => writeFileSync(path, bytes));
}

function writing(path: string, write: () => void): void {
  try {
    write();
  } catch (cause) {
    throw new LnsimError({
      code: "file-unwritable",
      message: "a tensor cannot be written",
      path,
      found: (cause as NodeJS.ErrnoException).code ?? String(cause),
      remedy: "choose a folder that may be written, with room in it",
      cause,
    });
  }
}
