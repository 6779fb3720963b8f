import { addCodes, divideCodes, logMultiply, logScale, logSquareRoot, LogSummer, rankOfCode } from "@lnsim/numerics";
import type { LogContext } from "./log-context.ts";
import type { LogParameter } from "./log-parameter.ts";

/** Scales all gradients down in log arithmetic so that their common norm is at most a limit. */
export class LogGradientClip {
  readonly #context: LogContext;
  readonly #limit: number;
  readonly #summer: LogSummer;
  readonly #squares: ReturnType<LogContext["codes"]>;
  readonly #norm: ReturnType<LogContext["codes"]>;

  /** `limit` is a real number. */
  constructor(context: LogContext, parameters: readonly LogParameter[], limit: number) {
    this.#context = context;
    this.#limit = context.constant(limit);
    this.#summer = new LogSummer(context.update);
    this.#squares = context.codes(parameters.reduce((longest, { gradient }) => Math.max(longest, gradient.length), 0));
    this.#norm = context.codes(1);
  }

  /** Sums the squares of each parameter in the datapath's order, and those sums one after the other. */
  run(parameters: readonly LogParameter[]): void {
    const { update: arithmetic } = this.#context;
    let sum = arithmetic.zero;
    for (const { gradient } of parameters) {
      logMultiply(arithmetic, gradient, gradient, this.#squares);
      sum = addCodes(arithmetic, sum, this.#summer.sum(this.#squares, { first: 0, count: gradient.length, stride: 1 }));
    }
    this.#norm[0] = sum;
    logSquareRoot(arithmetic, this.#norm, this.#norm);
    const norm = this.#norm[0];
    if (rankOfCode(arithmetic, norm) <= rankOfCode(arithmetic, this.#limit)) return;
    const factor = divideCodes(arithmetic, this.#limit, norm);
    for (const { gradient } of parameters) logScale(arithmetic, gradient, factor, gradient);
  }
}
