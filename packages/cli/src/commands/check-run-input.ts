import { LnsimError } from "@lnsim/contracts";
import { requirePicture } from "../picture/require-picture.ts";
import type { RunInput } from "./run.ts";

/**
 * Refuses flags that would do nothing beside the others, and what could not be written after the run.
 *
 * @throws {LnsimError} code "invalid-combination", naming the flag and what it needs; "file-unwritable" for a picture that
 * could not be written.
 */
export function checkRunInput(input: RunInput): void {
  if (input.tensor.length > 0 && input.dump === undefined) throw idle("--tensor", "no --dump", "--dump FOLDER, where the tensor is written");
  if (input["values-step"] !== undefined && input.values === undefined) throw idle("--values-step", "no --values", "--values, which lets the step's codes pass through the machine");
  if (input.histograms !== undefined && input.diagnose === undefined) {
    throw idle("--histograms", "no --diagnose", "--diagnose STEP,..., the steps whose codes are drawn");
  }
  for (const flag of ["diagnose", "dump", "checkpoint", "seeds", "picture"] as const) {
    if (input.numerics === "off" && input[flag] !== undefined) throw idle(`--${flag}`, "--numerics off", "--numerics on, since it belongs to the training");
  }
  for (const flag of ["diagnose", "dump", "checkpoint", "seeds", "picture"] as const) {
    if (input.passes !== undefined && input[flag] !== undefined) throw idle(`--${flag}`, `--passes ${input.passes}`, "all passes, since a training needs them");
  }
  for (const flag of ["passes", "values", "compat", "mapping", "roofline", "record"] as const) {
    if (input.timing === "off" && input[flag] !== undefined) throw idle(`--${flag}`, "--timing off", "--timing on, since it belongs to the timing");
  }
  for (const flag of ["picture", "histograms", "roofline", "record"] as const) {
    if (input.seeds !== undefined && input[flag] !== undefined) throw idle(`--${flag}`, "--seeds", "one run at a time, with --seed N");
  }
  requirePicture(input.picture);
  requirePicture(input.roofline);
}

function idle(flag: string, found: string, expected: string): LnsimError {
  return new LnsimError({
    code: "invalid-combination",
    message: `${flag} would do nothing in this run`,
    path: flag,
    found,
    expected,
  });
}
