import { spawnSync } from "node:child_process";
import { LnsimError } from "@lnsim/contracts";

/**
 * Submits a script to Slurm; its job id.
 *
 * @throws {LnsimError} where there is no sbatch, or it refuses the script, with what it says
 */
export function submitToSlurm(script: string): string {
  const { error, status, stdout, stderr } = spawnSync("sbatch", ["--parsable", script], { encoding: "utf8" });
  const remedy = `submit it where that can be done: sbatch ${script}`;
  if (error !== undefined) throw new LnsimError({ code: "unsupported", message: "the script was written, and Slurm cannot be asked to run it", path: "sbatch", found: error.message, remedy, cause: error });
  if (status !== 0) throw new LnsimError({ code: "invalid-value", message: "the script was written, and Slurm refuses it", path: script, found: stderr.trim(), remedy });
  const [id = ""] = stdout.trim().split(";");
  return id;
}
