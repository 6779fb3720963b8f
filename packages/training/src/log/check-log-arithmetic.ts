import { LnsimError, type LogAccumulateDatapath, type NumberFormat } from "@lnsim/contracts";
import { gemmPasses, type Arithmetic } from "../arithmetic.ts";

/** The datapaths of a run in which everything is computed in the logarithmic domain. */
export type LogDatapaths = { readonly [Pass in (typeof gemmPasses)[number]]: LogAccumulateDatapath };

/** Whether some pass adds in the logarithmic domain; then all must. */
export function isLogArithmetic({ datapaths }: Arithmetic): boolean {
  return gemmPasses.some((pass) => datapaths[pass].kind === "log");
}

/**
 * Checks that a run can be done in log arithmetic throughout: one logarithmic format for all that is stored, and
 * datapaths for its codes. A spill format and scale policies mean nothing here, since no result waits for a scale.
 *
 * @throws {LnsimError} `invalid-combination`
 */
export function checkLogArithmetic(arithmetic: Arithmetic): LogDatapaths {
  const { weights, datapaths } = arithmetic;
  for (const role of ["activations", "gradients", "weightGradients", "update"] as const) requireSame(role, arithmetic[role], weights);
  for (const role of ["state", "ppu"] as const) if (arithmetic[role] !== null) requireSame(role, arithmetic[role], weights);
  requireNearest(arithmetic);
  if (arithmetic.biases === "sgd") {
    throw mistake("biases", "sgd", "auto or optimizer", "in log arithmetic biases are trained as every other parameter");
  }
  const logPaths = Object.fromEntries(gemmPasses.map((pass) => [pass, datapaths[pass]])) as LogDatapaths;
  for (const pass of gemmPasses) requireCodes(pass, logPaths[pass], logPaths.fprop, weights);
  return logPaths;
}

function requireSame(role: string, found: NumberFormat, weights: NumberFormat): void {
  if (found.id === weights.id) return;
  throw new LnsimError({
    code: "invalid-combination",
    message: "training in log arithmetic keeps everything in one format, and this one differs",
    path: role,
    found: found.id,
    expected: weights.id,
    remedy: role === "update" || role === "state" ? "set numerics.update=same and numerics.state=same" : `set numerics.${role}=same`,
  });
}

/** Sums round as their tables do; only inputs, initial weights and constants are converted, to the nearest code. */
function requireNearest({ rounding, updateRounding = rounding }: Arithmetic): void {
  for (const [path, mode] of [["rounding", rounding], ["updateRounding", updateRounding]] as const) {
    if (mode === "nearest-even" || mode === "half-away") continue;
    throw mistake(path, mode, "nearest-even or half-away", "in log arithmetic sums round as their tables do, and conversions to the nearest code");
  }
}

function requireCodes(pass: string, datapath: Arithmetic["datapaths"]["fprop"], first: LogAccumulateDatapath, { id, bits }: NumberFormat): void {
  const path = `datapaths.${pass}`;
  if (datapath.kind !== "log") {
    throw mistake(path, datapath.description, "a log-accumulate datapath", "training in log arithmetic needs it in every pass");
  }
  if (datapath.bits === bits && datapath.fractionBits === first.fractionBits) return;
  throw mistake(path, `codes of ${datapath.bits} bits, ${datapath.fractionBits} after the point`, `those of ${id}`, "a log-accumulate datapath has other codes than the format");
}

function mistake(path: string, found: string, expected: string, message: string): LnsimError {
  return new LnsimError({ code: "invalid-combination", message, path, found, expected });
}
