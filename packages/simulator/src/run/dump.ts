import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import { observedValues, type ObservedTensor, type TensorObserver } from "@lnsim/training";
import { encodeNpy, type NpyValues } from "../tensors/npy.ts";
import type { DumpRequest } from "./run-request.ts";

/** Writes tensors as they are finished, and keeps count. */
export interface TensorDump {
  readonly observe: TensorObserver;
  /** Files written so far. */
  readonly files: () => number;
}

/**
 * Writes the asked tensors of the asked steps as STEP-NAME.ROLE.npy (values) and, where they are quantised,
 * STEP-NAME.ROLE.codes.npy.
 *
 * @throws {LnsimError} code "file-unwritable" when the folder or a file cannot be written.
 */
export function createDump({ folder, steps, tensors }: DumpRequest): TensorDump {
  const isAsked = (name: string): boolean => tensors === undefined || tensors.some((pattern) => matches(name, pattern));
  let files = 0;
  const write = (name: string, tensor: ObservedTensor, values: NpyValues): void => {
    save(join(folder, name), encodeNpy(values, [tensor.rows, tensor.columns]));
    files++;
  };
  writing(folder, () => mkdirSync(folder, { recursive: true }));
  return {
    files: () => files,
    observe: (tensor) => {
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
