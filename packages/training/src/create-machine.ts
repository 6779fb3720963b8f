import { Trainer, type TrainerOptions } from "./trainer.ts";
import type { TrainingMachine } from "./training-machine.ts";

/**
 * The machine for an arithmetic. Throws `invalid-combination` or `unsupported` when formats and datapaths do not go
 * together.
 */
export function createMachine(options: TrainerOptions): TrainingMachine {
  return new Trainer(options);
}
