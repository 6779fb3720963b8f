import type { DatapathRecord } from "./energy-table.ts";
import type { Windows } from "./energy-report.ts";
import type { SimulatedDatapath } from "./pricing-context.ts";

/** What was priced beside what was simulated, and where the two are not the same. */
export function windowsOf(priced: DatapathRecord, simulated: SimulatedDatapath): Windows {
  const { record, terms, semantics, windowBits, accumulatorBits } = priced;
  const widths = {
    record,
    terms,
    semantics,
    pricedBits: windowBits,
    simulatedBits: simulated.windowBits ?? null,
    pricedAccumulatorBits: accumulatorBits,
    simulatedAccumulatorBits: simulated.accumulatorBits ?? null,
  };
  const differences = [windowDifference(widths), accumulatorDifference(widths), arithmeticDifference(priced, simulated)];
  const note = differences.filter((difference) => difference !== undefined).join("; ");
  return note === "" ? widths : { ...widths, note };
}

type Widths = Omit<Windows, "note">;

function windowDifference({ pricedBits, simulatedBits }: Widths): string | undefined {
  if (pricedBits === simulatedBits) return undefined;
  return `the priced datapath keeps ${shown(pricedBits)} of a shifted term, the simulated one ${shown(simulatedBits)}`;
}

function accumulatorDifference({ pricedAccumulatorBits, simulatedAccumulatorBits }: Widths): string | undefined {
  if (simulatedAccumulatorBits === null || pricedAccumulatorBits === simulatedAccumulatorBits) return undefined;
  return `the priced accumulator has ${pricedAccumulatorBits} bits, the simulated one ${simulatedAccumulatorBits}`;
}

/** Floating-point and logarithmic sums are rounded in other places than the synthesised designs cut them. */
function arithmeticDifference({ semantics }: DatapathRecord, { kind, description }: SimulatedDatapath): string | undefined {
  if (kind !== "float" && kind !== "log") return undefined;
  return `priced: ${semantics}; simulated: ${description}`;
}

function shown(bits: number | null): string {
  return bits === null ? "no window" : `${bits} bits`;
}
