import { resolve } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import type { StepRequest, UpdateErrorsRequest } from "@lnsim/simulator";
import { requirePicture } from "../picture/require-picture.ts";
import { showPicture } from "../picture/show-picture.ts";
import { updateErrorsPicture } from "../picture/update-errors-picture.ts";
import { describeProgress } from "../progress/progress-text.ts";
import { boundVerdict, renderUpdateErrors } from "../report/update-errors-report.ts";
import { watchTask } from "../worker/watch-task.ts";
import type { Handler } from "./handler.ts";
import { parsePowers } from "./parse-powers.ts";

/** Input of `lnsim numerics update-errors`. */
export interface UpdateErrorsInput {
  readonly trace?: string;
  readonly step?: number;
  readonly machine?: string;
  readonly set: readonly string[];
  readonly plugin: readonly string[];
  readonly data?: string;
  readonly "learning-rates": string;
  readonly gammas: string;
  readonly seed: number;
  readonly format: "table" | "json";
  readonly picture?: string;
}

const defaultStep = 10;
const defaultMachine = "lns-madam";

/** `lnsim numerics update-errors` */
export const numericsUpdateErrors: Handler<UpdateErrorsInput> = async (input, terminal) => {
  requirePicture(input.picture);
  const { result, progress } = await watchTask("updateErrors", requestOf(input), terminal);
  if (result === null) {
    terminal.hint(`stopped ${describeProgress(progress)}; nothing was written`);
    return 130;
  }
  await terminal.print(input.format === "json" ? JSON.stringify(result, null, 2) : renderUpdateErrors(result, terminal));
  if (input.picture !== undefined) await showPicture(updateErrorsPicture(result), input.picture, terminal);
  if (result.exceeded.length === 0) return 0;
  if (input.format === "json") terminal.hint(boundVerdict(result));
  return 1;
};

function requestOf(input: UpdateErrorsInput): UpdateErrorsRequest {
  const step = stepOf(input);
  return {
    learningRates: parsePowers("--learning-rates", input["learning-rates"]),
    gammas: parsePowers("--gammas", input.gammas),
    seed: input.seed,
    ...(step !== null && { step }),
  };
}

/** The training step to take weights and gradients of; null for random ones. */
function stepOf({ trace, step, machine, set, plugin, data }: UpdateErrorsInput): StepRequest | null {
  if (trace === undefined) return refuseWithoutTrace({ step, machine, set: set[0], plugin: plugin[0], data });
  return {
    machine: machine ?? defaultMachine,
    trace,
    step: step ?? defaultStep,
    set,
    plugins: plugin,
    folder: process.cwd(),
    ...(data !== undefined && { data: resolve(data) }),
  };
}

/** @throws {LnsimError} for a flag that says how to train where nothing is trained. */
function refuseWithoutTrace(flags: { readonly [flag: string]: number | string | undefined }): null {
  const [given] = Object.entries(flags).filter(([, value]) => value !== undefined);
  if (given === undefined) return null;
  throw new LnsimError({
    code: "invalid-combination",
    message: "without a trace there is no training, weights and gradients are random",
    path: `--${given[0]}`,
    found: String(given[1]),
    remedy: "name a trace, such as --trace mnist-lenet",
  });
}
