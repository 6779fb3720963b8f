import { LnsimError, parseIdentifier, type Optimizer } from "@lnsim/contracts";
import { addCodes, multiplyCodes, negateCode } from "@lnsim/numerics";
import type { LogContext } from "./log-context.ts";
import type { LogParameter } from "./log-parameter.ts";

/** The constants of SGD as real numbers. */
export interface SgdConstants {
  readonly learningRate: number;
  readonly momentum: number;
  readonly weightDecay: number;
  /** Whether the weight's share joins the gradient before the momentum, or the velocity after it. */
  readonly isDecayInside: boolean;
  readonly isNesterov: boolean;
}

/**
 * The constants of an optimizer of the family `sgd`.
 *
 * @throws {LnsimError} `unsupported` for any other
 */
export function sgdConstants({ id, learningRate, slots }: Optimizer): SgdConstants {
  const parsed = parseIdentifier(id);
  if (parsed?.name !== "sgd") {
    throw new LnsimError({
      code: "unsupported",
      message: "training in log arithmetic has SGD only",
      path: "optimizer",
      found: id,
      expected: "sgd, with momentum, weight decay or Nesterov's form",
      remedy: "set training.optimizer=sgd:learningRate=0.1, say",
    });
  }
  const given = new Map(parsed.given);
  return {
    learningRate,
    momentum: slots[0]?.decay ?? 0,
    weightDecay: Number(given.get("weightDecay") ?? 0),
    isDecayInside: given.get("decay") !== "outside-momentum",
    isNesterov: given.get("nesterov") === "true",
  };
}

/**
 * SGD in log arithmetic: with g the gradient and every constant a code,
 *
 *     v' = momentum * v + g,  w' = w - (v' + weightDecay * w) * learningRate
 *
 * (QAA-LNS), or with the decay added to g, or with g + momentum * v' in the place of v' (Nesterov).
 */
export class LogSgd {
  readonly #context: LogContext;
  readonly #constants: SgdConstants;
  readonly #momentum: number;
  readonly #lookAhead: number;
  readonly #inside: number;
  readonly #outside: number;

  constructor(context: LogContext, constants: SgdConstants) {
    const { momentum, weightDecay, isDecayInside, isNesterov } = constants;
    this.#context = context;
    this.#constants = constants;
    this.#momentum = context.constant(momentum);
    this.#lookAhead = context.constant(isNesterov ? momentum : 0);
    this.#inside = context.constant(isDecayInside ? weightDecay : 0);
    this.#outside = context.constant(isDecayInside ? 0 : weightDecay);
  }

  /** The code of a step's learning rate, `factor` times the rule's own. */
  rate(factor: number): number {
    return this.#context.constant(factor * this.#constants.learningRate);
  }

  /** Moves a parameter along its gradient. A constant of zero adds nothing, so that all forms are one loop. */
  update({ codes, gradient, velocity }: LogParameter, rate: number): void {
    const { update: arithmetic } = this.#context;
    const momentum = this.#momentum;
    const lookAhead = this.#lookAhead;
    const inside = this.#inside;
    const outside = this.#outside;
    const hasDecay = inside !== arithmetic.zero || outside !== arithmetic.zero;
    const hasLookAhead = lookAhead !== arithmetic.zero;
    const descent = negateCode(arithmetic, rate);
    for (let i = 0; i < codes.length; i++) {
      let change = gradient[i];
      if (hasDecay) change = addCodes(arithmetic, change, multiplyCodes(arithmetic, codes[i], inside));
      if (velocity !== null) {
        const share = change;
        change = addCodes(arithmetic, multiplyCodes(arithmetic, velocity[i], momentum), change);
        velocity[i] = change;
        if (hasLookAhead) change = addCodes(arithmetic, share, multiplyCodes(arithmetic, change, lookAhead));
      }
      if (hasDecay) change = addCodes(arithmetic, change, multiplyCodes(arithmetic, codes[i], outside));
      codes[i] = addCodes(arithmetic, codes[i], multiplyCodes(arithmetic, change, descent));
    }
  }
}
