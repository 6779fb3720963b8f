import { LnsimError, type NumberFormat } from "@lnsim/contracts";
import { gemmPasses, operandRoles, tensorRoles, type Arithmetic, type GemmPass, type TensorRole } from "./arithmetic.ts";
import { checkLogArithmetic, isLogArithmetic } from "./log/check-log-arithmetic.ts";

/**
 * Checks that formats, scales and datapaths go together: every operand has the codes that its pass multiplies and a
 * scale that its format and the pass's accumulator can have.
 *
 * @throws {LnsimError} `invalid-combination` or `unsupported`
 */
export function checkArithmetic(arithmetic: Arithmetic): void {
  if (isLogArithmetic(arithmetic)) return void checkLogArithmetic(arithmetic);
  for (const role of ["state", "spill", "ppu"] as const) requireNoScale(role, arithmetic[role]);
  requireTensorScale(arithmetic.update);
  for (const role of tensorRoles) checkScaleRule(role, arithmetic);
  for (const pass of gemmPasses) checkPass(pass, arithmetic);
}

function requireNoScale(role: "state" | "spill" | "ppu", format: NumberFormat | null): void {
  if (format === null || !format.scaled) return;
  throw new LnsimError({
    code: "invalid-combination",
    message: `${storedWithoutScale[role]} stored without a scale`,
    path: role,
    found: format.id,
    expected: "a format that needs no scale, such as bf16 or fp32",
    remedy: "give it bf16 or fp32, or the form without a scale where the format has one (float: scaled=false; lns: exponent=signed)",
  });
}

const storedWithoutScale = {
  state: "optimizer state is",
  spill: "results that wait for their scale are",
  ppu: "results of work without a matrix product are",
} as const;

function requireTensorScale(update: NumberFormat): void {
  if (!update.scaled || update.granularities.includes("tensor")) return;
  throw new LnsimError({
    code: "invalid-combination",
    message: "the update grid has one scale for a whole tensor, and this format cannot have that",
    path: "update",
    found: update.id,
    expected: "a format with one scale a tensor, or none",
  });
}

function checkScaleRule(role: TensorRole, arithmetic: Arithmetic): void {
  const format = arithmetic[role];
  const { granularity, vectorSize } = arithmetic.scales[role];
  if (!format.scaled) return;
  if (!format.granularities.includes(granularity)) {
    throw new LnsimError({
      code: "invalid-combination",
      message: "this format cannot have scales of this granularity",
      path: `scales.${role}.granularity`,
      found: `${granularity} (${format.id})`,
      expected: format.granularities.join(" or "),
    });
  }
  if (granularity !== "vector") return;
  const isWhole = Number.isInteger(vectorSize) && vectorSize >= 1;
  if (isWhole && (format.vectorSize ?? vectorSize) === vectorSize) return;
  throw new LnsimError({
    code: "invalid-combination",
    message: "a scale is shared by another number of elements in this format",
    path: `scales.${role}.vectorSize`,
    found: String(vectorSize),
    expected: format.vectorSize === undefined ? "a whole number from 1" : `${format.vectorSize} (${format.id})`,
  });
}

function checkPass(pass: GemmPass, arithmetic: Arithmetic): void {
  const datapath = arithmetic.datapaths[pass];
  if (datapath.kind !== "fixed") return;
  const { left, right } = operandRoles[pass];
  requireCodes(arithmetic, left, { pass, side: "left", codeCount: datapath.leftCodeCount });
  requireCodes(arithmetic, right, { pass, side: "right", codeCount: datapath.rightCodeCount });
  for (const role of [left, right]) {
    const { granularity, vectorSize } = arithmetic.scales[role];
    if (granularity !== "vector" || !arithmetic[role].scaled || vectorSize === datapath.vectorSize) continue;
    throw new LnsimError({
      code: "invalid-combination",
      message: `the vectors that share a scale are not those that the ${pass} datapath sums`,
      path: `scales.${role}.vectorSize`,
      found: String(vectorSize),
      expected: `${datapath.vectorSize}, the datapath's vector size`,
    });
  }
}

interface Side {
  readonly pass: GemmPass;
  readonly side: "left" | "right";
  readonly codeCount: number;
}

function requireCodes(arithmetic: Arithmetic, role: TensorRole, { pass, side, codeCount }: Side): void {
  const format = arithmetic[role];
  if (format.codeCount === codeCount) return;
  throw new LnsimError({
    code: "invalid-combination",
    message: `the ${pass} datapath cannot multiply codes of this format`,
    path: role,
    found: `${format.id} (${format.codeCount} codes)`,
    expected: `a format of ${codeCount} codes, which the datapath has on the ${side}`,
    remedy: "give every role the format that the datapaths are made for",
  });
}
