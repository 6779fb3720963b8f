import { isLogArithmetic } from "./log/check-log-arithmetic.ts";
import { LogTrainer } from "./log/log-trainer.ts";
import { Trainer, type TrainerOptions } from "./trainer.ts";
import type { TrainingMachine } from "./training-machine.ts";

/**
 * The machine for an arithmetic: log-accumulate datapaths train in log arithmetic throughout. Throws
 * `invalid-combination` or `unsupported` when formats and datapaths do not go together.
 */
export function createMachine(options: TrainerOptions): TrainingMachine {
  return isLogArithmetic(options.arithmetic) ? new LogTrainer(options) : new Trainer(options);
}
