import type { Codes } from "@lnsim/contracts";
import { fillPhase, gatherPhaseGradients, gatherPhaseWeights, scatterPhase } from "../layers/convolution/data-gradient.ts";
import type { ConvGeometry } from "../layers/convolution/geometry.ts";
import type { PhaseGeometry } from "../layers/convolution/phases.ts";
import type { LogContext } from "./log-context.ts";

/** What a phase is made from. */
export interface LogConvPhaseSpec {
  readonly context: LogContext;
  readonly geometry: ConvGeometry;
  readonly phase: PhaseGeometry;
  /** The layer's weights, which later steps change in place. */
  readonly weight: Codes;
}

/** The data gradient of a convolution for the inputs that the same taps reach: gathers W and E, multiplies, scatters. */
export class LogConvPhase {
  readonly #spec: LogConvPhaseSpec;
  readonly #weights: Codes;
  readonly #patches: Codes;
  readonly #result: Codes;

  constructor(spec: LogConvPhaseSpec) {
    const { m, n, k } = spec.phase;
    this.#spec = spec;
    this.#weights = spec.context.codes(m * k);
    this.#patches = spec.context.codes(k * n);
    this.#result = spec.context.codes(m * n);
  }

  /** From the gradient of the outputs into that of the inputs. */
  run(gradient: Codes, out: Codes): void {
    const { context, geometry, phase, weight } = this.#spec;
    const { zero, gemms } = context;
    const { m, n, k } = phase;
    for (let group = 0; group < geometry.groups; group++) {
      if (k === 0) {
        fillPhase(geometry, phase, group, { value: zero, out });
        continue;
      }
      gatherPhaseWeights(geometry, phase, weight, { group, out: this.#weights });
      gatherPhaseGradients(geometry, phase, gradient, { group, padding: zero, out: this.#patches });
      gemms.dgrad.run({ m, n, k, a: this.#weights, b: this.#patches }, this.#result);
      scatterPhase(geometry, phase, group, { result: this.#result, out });
    }
  }
}
