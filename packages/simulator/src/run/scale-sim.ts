import { LnsimError } from "@lnsim/contracts";
import { describeSystolic, layerOf, machineKind, scaleSimLayer, scaleSimReport, simulateSystolicOp, type GemmOp, type Op, type SystolicLayer } from "@lnsim/hardware";
import type { MachineValues } from "../machine/machine-tree.ts";
import type { RunResult } from "../result/run-result.ts";

type Report = NonNullable<RunResult["compat"]>["scaleSim"][number];

/**
 * What SCALE-Sim would print for every matrix product of a step: convolutions of the forward pass with its count of output
 * positions, everything else as a GEMM.
 *
 * @throws {LnsimError} for a convolution whose kernel is larger than its padded input.
 */
export function scaleSimReports(values: MachineValues, ops: readonly Op[]): readonly Report[] {
  const array = describeSystolic(values);
  const known = new Map<string, Omit<Report, "name" | "pass" | "count">>();
  return ops.flatMap((op): readonly Report[] => {
    if (op.kind !== "gemm") return [];
    const layer = theirLayer(op);
    const key = `${layer.m},${layer.n},${layer.k}`;
    const figures = known.get(key) ?? { ...layer, ...scaleSimReport(layer, array, simulateSystolicOp(layer, array, { exact: "skip" })) };
    known.set(key, figures);
    return [{ name: op.name, pass: op.pass, count: op.count ?? 1, ...figures }];
  });
}

/** They know neither gathered gradients nor taps that are apart. */
function theirLayer(op: GemmOp): SystolicLayer {
  const { gather } = op;
  const isTheirs = op.pass === "fprop" && gather !== undefined && (gather.dilation ?? [1, 1]).every((spacing) => spacing === 1);
  return isTheirs ? scaleSimLayer({ ...gather, filters: op.m }) : layerOf(op);
}

/** @throws {LnsimError} for a machine that SCALE-Sim does not have. */
export function requireScaleSim(values: Pick<MachineValues, "array" | "memory">): void {
  const kind = machineKind(values);
  const { protocol } = values.array;
  if (kind === "systolic" && protocol === "plain") return;
  const found = { pe: "one PE with vector MACs", chip: "a chip with a global buffer and DRAM", systolic: `array.protocol = ${protocol}` }[kind];
  throw new LnsimError({
    code: "invalid-combination",
    message: "SCALE-Sim's figures are for systolic arrays with ideal memory",
    path: "--compat scalesim",
    found,
    expected: "array.kind = systolic, array.protocol = plain, memory.kind = ideal",
    remedy: "run with --machine systolic",
  });
}
