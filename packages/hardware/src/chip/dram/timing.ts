import { checkDram } from "./check.ts";
import { cyclesOfBytes, cyclesOfTime } from "./exact-rate.ts";
import type { DramValues } from "./parameters.ts";

/** What a channel does in cycles of the machine: times rounded up, the data bus exact. */
export interface DramTiming {
  readonly tRcd: number;
  readonly tRp: number;
  readonly tCl: number;
  readonly tRas: number;
  readonly tRc: number;
  readonly tRefi: number;
  /** 0: nothing is ever refreshed. */
  readonly tRfc: number;
  /** From the end of the data to the end that is reported; at least 1. */
  readonly controllerCycles: number;
  /** A burst holds the data bus for burstNumerator / burstDenominator cycles, a fraction in lowest terms. */
  readonly burstNumerator: number;
  readonly burstDenominator: number;
}

/**
 * The timing of a channel under a clock.
 *
 * @throws {LnsimError} code "invalid-combination" when the values contradict each other.
 */
export function dramTiming(values: DramValues, gigahertz: number): DramTiming {
  checkDram(values);
  const cycles = (ns: number) => cyclesOfTime(ns, gigahertz);
  const burst = cyclesOfBytes(values.burstBytes, values.bytesPerNs, gigahertz);
  return {
    tRcd: cycles(values.tRcdNs),
    tRp: cycles(values.tRpNs),
    tCl: cycles(values.tClNs),
    tRas: cycles(values.tRasNs),
    tRc: cycles(values.tRcNs),
    tRefi: cycles(values.tRefiNs),
    tRfc: cycles(values.tRfcNs),
    controllerCycles: Math.max(1, cycles(values.controllerNs)),
    burstNumerator: burst.numerator,
    burstDenominator: burst.denominator,
  };
}
