import { withDefaults, type NumberFormat, type Optimizer } from "@lnsim/contracts";
import { floatPlugin } from "@lnsim/format-float";
import { lnsPlugin } from "@lnsim/format-lns";
import { madamPlugin } from "@lnsim/optimizer-madam";
import { sameDatapaths, sameScales, tensorScale, type Arithmetic } from "@lnsim/training";

/** A logarithmic format with the octaves of LNS8. */
export function lns(bits: number): NumberFormat {
  return lnsPlugin.create(withDefaults(lnsPlugin.parameters, { bits, gamma: 8 * 2 ** (bits - 8) }), `lns${bits}`);
}

const bf16 = floatPlugin.create(withDefaults(floatPlugin.parameters, { fractionBits: 7 }), "float:fractionBits=7");

/** The reference machine's arithmetic: LNS8, a 16-bit update grid, the 24-bit accumulator, current scales and optimizer state in BF16. */
export function lns8Machine(changes: Partial<Arithmetic> = {}): Arithmetic {
  const format = lns(8);
  const { parameters, create } = format.datapath!;
  return {
    weights: format,
    activations: format,
    gradients: format,
    weightGradients: format,
    update: lns(16),
    datapaths: sameDatapaths(create(withDefaults(parameters))),
    scales: sameScales(tensorScale),
    scalePolicy: "current",
    spill: bf16,
    state: bf16,
    rounding: "nearest-even",
    window: "static",
    reals: "binary32",
    ppu: null,
    biases: "auto",
    ...changes,
  };
}

/** Madam with weights clamped at ten times their initial root mean square. */
export function madam(learningRate: number): Optimizer {
  return madamPlugin.create(withDefaults(madamPlugin.parameters, { learningRate }), `madam:learningRate=${learningRate}`);
}
