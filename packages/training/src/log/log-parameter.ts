import { createCodes, nearestEven, type Codes, type NumberFormat, type Reals } from "@lnsim/contracts";
import { restoreInto, type StateData, type Stateful } from "../checkpoint.ts";
import type { MachineParameter } from "../training-machine.ts";

/** What a parameter is made from. */
export interface LogParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initial: Reals;
  readonly format: NumberFormat;
  readonly hasVelocity: boolean;
}

/** A trained tensor in log arithmetic: weights, gradient and velocity are codes of one format, and there is no other copy. */
export class LogParameter implements MachineParameter, Stateful {
  readonly name: string;
  /** Sizes of the row-major array, outermost first. */
  readonly shape: readonly number[];
  readonly stored = { clamp: Infinity };
  readonly codes: Codes;
  /** In the tensor's layout; the backward pass writes it. */
  readonly gradient: Codes;
  /** Null without momentum. */
  readonly velocity: Codes | null;

  constructor({ name, shape, initial, format, hasVelocity }: LogParameterSpec) {
    const { bits } = format;
    const zero = format.zeroCode!;
    this.name = name;
    this.shape = shape;
    this.codes = createCodes(bits, initial.length);
    this.gradient = createCodes(bits, initial.length).fill(zero);
    this.velocity = hasVelocity ? createCodes(bits, initial.length).fill(zero) : null;
    format.encode(initial, 1, nearestEven, this.codes);
  }

  save(): StateData {
    return { codes: this.codes.slice(), ...(this.velocity !== null && { velocity: this.velocity.slice() }) };
  }

  restore({ codes, velocity }: StateData): void {
    restoreInto(this.codes, codes);
    if (this.velocity !== null) restoreInto(this.velocity, velocity);
  }
}
