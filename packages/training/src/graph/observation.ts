import type { Reals } from "@lnsim/contracts";
import type { QuantizedOperand } from "../quantization/quantized-operand.ts";
import type { ObservedTensor, TensorObserver } from "../tensor-observer.ts";

/** Tells an observer of finished tensors, with the number of the step. */
export class Observation {
  readonly #observer: TensorObserver;
  step = 0;

  constructor(observer: TensorObserver) {
    this.#observer = observer;
  }

  stored(name: string, role: ObservedTensor["role"], operand: QuantizedOperand): void {
    const { groups, codes, format, max, tops } = operand;
    const stored = { codes, format, max, groups: groups.kind === "tensor" ? null : { groups, tops } };
    this.#observer({ name, role, step: this.step, rows: groups.rows * groups.blocks, columns: groups.columns, stored, values: null });
  }

  values(name: string, role: ObservedTensor["role"], rows: number, values: Reals): void {
    this.#observer({ name, role, step: this.step, rows, columns: values.length / rows, stored: null, values });
  }

  /** A parameter after its update. */
  tell(tensor: Omit<ObservedTensor, "step">): void {
    this.#observer({ ...tensor, step: this.step });
  }
}
