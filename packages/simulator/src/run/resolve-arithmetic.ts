import { LnsimError, type MacDatapath, type NumberFormat } from "@lnsim/contracts";
import { sameDatapaths, sameScales, tensorScale, type Arithmetic } from "@lnsim/training";
import type { MachineDescription } from "../machine/describe-machine.ts";
import { hardwiredDatapathParameter } from "../machine/machine-tree.ts";
import { sameFormat } from "../machine/numerics-parameters.ts";
import { withPath } from "../parameter/with-path.ts";

/**
 * The arithmetic that a machine description asks for: formats by role, the datapath, and the policies.
 *
 * @throws {LnsimError} for an unknown format, one that can only store, operands of different formats, or a datapath
 * that nothing here can run.
 */
export function resolveArithmetic(machine: MachineDescription): Arithmetic {
  const { numerics } = machine.values;
  const resolve = (role: keyof typeof numerics & string): NumberFormat => {
    const given = String(numerics[role]);
    return withPath(`numerics.${role}`, () => machine.registry.format(given === sameFormat ? numerics.format : given));
  };
  const weights = resolve("weights");
  const operands = { weights, activations: resolve("activations"), gradients: resolve("gradients") };
  requireOneFormat(operands);
  return {
    ...operands,
    weightGradients: resolve("weightGradients"),
    update: resolve("update"),
    spill: resolve("spill"),
    state: resolve("state"),
    datapaths: sameDatapaths(resolveDatapath(machine, weights)),
    scales: sameScales(tensorScale),
    scalePolicy: numerics.scalePolicy,
    rounding: numerics.rounding,
    window: numerics.window,
    biases: numerics.biases,
    reals: "binary32",
    ppu: null,
  };
}

/** Both operands of a matrix product go through one multiplier, which is made for one format. */
function requireOneFormat(operands: { readonly [role: string]: NumberFormat }): void {
  const weights = operands.weights!;
  for (const [role, format] of Object.entries(operands)) {
    if (format.id === weights.id) continue;
    throw new LnsimError({
      code: "invalid-combination",
      message: "the operands of a matrix product have different formats, and a multiplier is made for one",
      path: `numerics.${role}`,
      found: format.id,
      expected: `${weights.id}, the format of the weights`,
      remedy: "set numerics.format, which is the format of all operands",
    });
  }
}

function resolveDatapath({ values, registry }: MachineDescription, format: NumberFormat): MacDatapath {
  const family = format.datapath;
  if (family === undefined) {
    throw new LnsimError({
      code: "unsupported",
      message: `${format.id} can only store: it declares no datapath to multiply with`,
      path: "numerics.format",
      found: format.id,
      expected: "a format that can compute",
      remedy: `"lnsim format list" says which can; storage-only formats fit update, weightGradients and spill`,
    });
  }
  const { vectorSize } = values.pe;
  const isAsked = hardwiredDatapathParameter in family.parameters;
  const given = isAsked ? { ...values.numerics.datapath, [hardwiredDatapathParameter]: vectorSize } : values.numerics.datapath;
  const datapath = withPath("numerics.datapath", () => registry.datapath(format, family, given));
  if (datapath.kind === "log") {
    throw new LnsimError({
      code: "unsupported",
      message: "a log-accumulate datapath can be declared, but not run yet",
      path: "numerics.format",
      found: datapath.description,
      expected: "a fixed-accumulate or float-accumulate datapath",
    });
  }
  if (datapath.vectorSize !== vectorSize && datapath.kind === "fixed") {
    throw new LnsimError({
      code: "invalid-combination",
      message: "the datapath sums other vectors than the vector MAC has",
      path: "pe.vectorSize",
      found: String(vectorSize),
      expected: `${datapath.vectorSize}, the vector size that ${format.id} declares`,
    });
  }
  return datapath;
}
