import type { ConvolutionWindow, GemmProblem, OperandAccess } from "@lnsim/dataflow";
import { codeBits, scalesVectors, storedBits } from "../../vector/pass-bits.ts";
import { passes } from "../../workload/pass.ts";
import { rolesByPass } from "../../workload/role.ts";
import type { Gather, GemmOp, StoredAs } from "../../workload/operation.ts";
import { isRoundedOnLoad } from "../../workload/weight-view.ts";
import type { GemmJob } from "../job/job.ts";
import type { ChipDescription } from "../machine/description.ts";

/**
 * A matrix product as the mapper sees it. Tensors lie in memory with positions along their rows: activations and gradients
 * positions x features, weights outputs x inputs. So dgrad reads its weights, and wgrad both operands, across.
 */
export function gemmProblem(description: ChipDescription, op: GemmOp): GemmProblem {
  const roles = rolesByPass[op.pass];
  const bitsOf = (storedAs: StoredAs): number => storedBits(description.formats, storedAs);
  const storedA = op.a?.storedAs ?? roles.a;
  const { m, n, k, count = 1 } = op;
  const isWgrad = op.pass === "wgrad";
  const a: OperandAccess = { bits: bitsOf(isRoundedOnLoad(description, storedA) ? "update" : storedA), rows: op.pass === "fprop" ? "m" : "k", ...gathered(op, isWgrad, "k") };
  const b: OperandAccess = { bits: bitsOf(op.b?.storedAs ?? roles.b), rows: isWgrad ? "k" : "n", ...gathered(op, !isWgrad, "n") };
  return {
    m,
    n,
    k,
    count,
    a,
    b,
    bitsOut: bitsOf(op.out?.storedAs ?? (op.output === "spill" ? "spill" : roles.out)),
    partialSumBits: description.accumulatorBits,
    maskBits: op.pass === "dgrad" && op.activation === true ? bitsOf(op.mask?.storedAs ?? "activations") : 0,
  };
}

/**
 * What all tiles of a product have in common as jobs: bits of the operands as the array multiplies them, and, where those are
 * more, as they get there; which of them come through the transposer; whether vectors have scales.
 */
export function jobOfAnyTile(description: ChipDescription, { a, b, bitsOut }: GemmProblem, op: GemmOp): CommonJob {
  const { formats } = description;
  const roles = rolesByPass[op.pass];
  const storedA = op.a?.storedAs ?? roles.a;
  const bitsA = codeBits(formats, isRoundedOnLoad(description, storedA) ? "weights" : storedA);
  const bitsB = codeBits(formats, op.b?.storedAs ?? roles.b);
  return {
    kind: "gemm",
    pass: passes.indexOf(op.pass),
    bitsA,
    bitsB,
    bitsOut,
    transposesA: isTransposed(a),
    transposesB: isTransposed(b),
    ...(a.bits !== bitsA && { memoryBitsA: a.bits }),
    ...(b.bits !== bitsB && { memoryBitsB: b.bits }),
    ...(scalesVectors(formats, op.pass) && { scalesVectors: 1 }),
  };
}

type CommonJob = Omit<GemmJob, "m" | "n" | "k" | "readsPartialSums" | "writesPartialSums" | "maskBits" | "drain">;

/** Whether an operand is read across its rows in memory, through the transposer. */
function isTransposed(access: OperandAccess): 0 | 1 {
  return access.rows === "k" ? 1 : 0;
}

function gathered({ gather }: GemmOp, isHere: boolean, position: "n" | "k"): { readonly window?: ConvolutionWindow } {
  return gather === undefined || !isHere ? {} : { window: windowOf(gather, position) };
}

function windowOf(gather: Gather, position: "n" | "k"): ConvolutionWindow {
  const { channels, height, width, kernel, stride, dilation, outputHeight, outputWidth } = gather;
  return { position, channels, height, width, kernel, stride, outputHeight, outputWidth, ...(dilation !== undefined && { dilation }) };
}
