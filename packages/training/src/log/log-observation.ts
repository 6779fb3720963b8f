import type { Codes, NumberFormat } from "@lnsim/contracts";
import type { ObservedTensor, TensorObserver } from "../tensor-observer.ts";

/** Tells an observer of finished tensors, all of which are codes of one format. */
export class LogObservation {
  readonly #observer: TensorObserver;
  readonly #format: NumberFormat;
  step = 0;

  constructor(observer: TensorObserver, format: NumberFormat) {
    this.#observer = observer;
    this.#format = format;
  }

  tell(name: string, role: ObservedTensor["role"], rows: number, codes: Codes): void {
    const stored = { codes, format: this.#format, max: 1, groups: null };
    this.#observer({ name, role, step: this.step, rows, columns: codes.length / rows, stored, values: null });
  }
}
