import { createCodes, nearestEven, type Codes, type NumberFormat } from "@lnsim/contracts";
import { createRandom, type SeededRandom } from "@lnsim/elementary";
import { createLogArithmetic, type Engine, type LogArithmetic, type LogGemm } from "@lnsim/numerics";
import type { GemmPass } from "../arithmetic.ts";
import { streamState, type StateRegistry } from "../checkpoint.ts";
import type { LogDatapaths } from "./check-log-arithmetic.ts";
import type { LogParameter } from "./log-parameter.ts";
import { LogRunningStatistics } from "./running-statistics.ts";

/** What a context is made from. */
export interface LogContextSpec {
  readonly format: NumberFormat;
  readonly datapaths: LogDatapaths;
  readonly engine: Engine;
  readonly parameters: ReadonlyMap<string, LogParameter>;
  readonly state: StateRegistry;
  readonly seed: number;
}

/** What the layers of one network share in log arithmetic. Work outside matrix products follows the tables of a pass. */
export class LogContext {
  readonly format: NumberFormat;
  /** Of forward work and the loss: fprop's tables. */
  readonly forward: LogArithmetic;
  /** Of gradients by activations: dgrad's tables. */
  readonly backward: LogArithmetic;
  /** Of gradients by parameters and of updates: wgrad's tables. */
  readonly update: LogArithmetic;
  readonly gemms: { readonly [Pass in GemmPass]: LogGemm };
  readonly #spec: LogContextSpec;
  readonly #running = new Map<string, LogRunningStatistics>();

  constructor(spec: LogContextSpec) {
    const { datapaths, engine } = spec;
    this.format = spec.format;
    this.forward = createLogArithmetic(datapaths.fprop);
    this.backward = createLogArithmetic(datapaths.dgrad);
    this.update = createLogArithmetic(datapaths.wgrad);
    this.gemms = { fprop: engine.logGemm(datapaths.fprop), dgrad: engine.logGemm(datapaths.dgrad), wgrad: engine.logGemm(datapaths.wgrad) };
    this.#spec = spec;
  }

  /** The code of zero. */
  get zero(): number {
    return this.forward.zero;
  }

  /** `length` codes of zero. */
  codes(length: number): Codes {
    return createCodes(this.format.bits, length).fill(this.zero);
  }

  /** The code of a constant, the nearest one. */
  constant(value: number): number {
    const code = createCodes(this.format.bits, 1);
    this.format.encode(Float64Array.of(value), 1, nearestEven, code);
    return code[0];
  }

  parameter(name: string): LogParameter {
    const parameter = this.#spec.parameters.get(name);
    if (parameter === undefined) throw new Error(`the network has no parameter ${name}`);
    return parameter;
  }

  /** The running statistics of a batch norm, shared by training and evaluation. */
  running(name: string, features: number): LogRunningStatistics {
    let running = this.#running.get(name);
    if (running === undefined) {
      running = new LogRunningStatistics(this.codes(features), this.codes(features).fill(this.forward.one));
      this.#running.set(name, running);
      this.#spec.state.add(`${name}.running`, running);
    }
    return running;
  }

  /** A stream of random numbers of its own. */
  random(name: string): SeededRandom {
    const random = createRandom(this.#spec.seed, name);
    this.#spec.state.add(`stream ${name}`, streamState(random));
    return random;
  }
}
