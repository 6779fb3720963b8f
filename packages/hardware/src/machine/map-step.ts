import type { LoopNest, MappingChoice, Pins } from "@lnsim/dataflow";
import { gemmProblem } from "../chip/program/gemm-problem.ts";
import { lowerProgram } from "../chip/program/lower-program.ts";
import type { ChipDescription } from "../chip/machine/description.ts";
import { closedForm } from "../pe/closed-form/closed-form.ts";
import { describeSystolic } from "../systolic/layer/description.ts";
import { layerOf } from "../systolic/layer/layer.ts";
import { systolicClosedForm } from "../systolic/op/closed-form.ts";
import { checkDescription } from "../pe/machine/check-description.ts";
import { checkOps } from "../workload/check-ops.ts";
import type { GemmOp, Op } from "../workload/operation.ts";
import { arrayNest, chipNest } from "./machine-nest.ts";
import { computeArray, machineKind } from "./machine-kind.ts";

/** How a machine works on a matrix product of a step. */
export interface MappedProduct {
  readonly op: GemmOp;
  /** From the outermost loop to the innermost. */
  readonly nest: LoopNest;
  /** Cycles of all its products, as estimated without simulation. */
  readonly estimatedCycles: number;
  /** How it is cut into tiles of the global buffer; null on machines without one, where there is nothing to choose. */
  readonly choice: MappingChoice | null;
}

/**
 * How a machine works on the matrix products of a step, in their order, without simulating them.
 *
 * @throws {LnsimError} as `simulateMachine` does for ops, descriptions and pins that make no sense.
 */
export function mapStep(description: ChipDescription, ops: readonly Op[], pins?: Pins): readonly MappedProduct[] {
  checkOps(ops, "op");
  const products = ops.filter((op) => op.kind === "gemm");
  if (machineKind(description) !== "chip") return products.map((op) => withoutTiles(description, op));
  const { mappings } = lowerProgram(description, computeArray(description, "skip"), ops, pins);
  return products.map((op) => {
    const choice = mappings.get(op.name)!;
    return { op, choice, estimatedCycles: choice.cost.cycles, nest: chipNest(description, { pass: op.pass, problem: gemmProblem(description, op), mapping: choice.mapping }) };
  });
}

function withoutTiles(description: ChipDescription, op: GemmOp): MappedProduct {
  const isSystolic = machineKind(description) === "systolic";
  if (!isSystolic) checkDescription(description);
  const one = isSystolic ? systolicClosedForm(layerOf(op), describeSystolic(description)) : closedForm(description, op).cycles;
  return { op, choice: null, estimatedCycles: (op.count ?? 1) * one, nest: arrayNest(description, op.pass, op) };
}
