import { LnsimError, type MacDatapath, type Optimizer } from "@lnsim/contracts";
import { loadTable, priceActions, type ActionCount, type EnergyReport } from "@lnsim/energy";
import type { MachineValues } from "../machine/machine-tree.ts";
import { withPath } from "../parameter/with-path.ts";
import type { RunResult } from "../result/run-result.ts";
import type { Arithmetic } from "@lnsim/training";
import { pricingContext } from "./pricing-context.ts";

/** What is priced. */
export interface EnergyInput {
  readonly values: MachineValues;
  readonly datapath: MacDatapath;
  /** Bits of one operand of a matrix product, as it is stored. */
  readonly operandBits: number;
  readonly optimizer: Optimizer;
  /** Of all steps that were replayed. */
  readonly counts: readonly ActionCount[];
  /** Of all steps that were replayed. */
  readonly cycles: number;
}

/**
 * Energy and area of a run, or the reason why they are not known.
 *
 * @throws {LnsimError} for an unknown or damaged table.
 */
export function priceRun(input: EnergyInput): Pick<RunResult, "energy" | "energyReason" | "area"> {
  const { values, counts, cycles } = input;
  const table = withPath("energy.table", () => loadTable(values.energy.table));
  const { energy, area, ...rest } = priceActions(table, counts, pricingContext(input));
  if (energy === null || area === null) return { energy: null, area: null, energyReason: "reason" in rest ? rest.reason : null };
  return { energy: energyOf(energy, cycles), area, energyReason: null };
}

/** Silicon of a machine in um^2, of the blocks that have a record. @throws {LnsimError} where the table has no record of its datapath. */
export function areaOf({ values, arithmetic, optimizer }: { readonly values: MachineValues; readonly arithmetic: Arithmetic; readonly optimizer: Optimizer }): number {
  const { area, energyReason } = priceRun({ values, datapath: arithmetic.datapaths.fprop, operandBits: arithmetic.weights.bits, optimizer, counts: [], cycles: 0 });
  if (area !== null) return area.totalUm2;
  throw new LnsimError({ code: "unsupported", message: `the silicon of this machine is not known: ${energyReason}`, path: "numerics.format", found: arithmetic.weights.id });
}

/** The report as the result states it. */
function energyOf(report: EnergyReport, cycles: number): NonNullable<RunResult["energy"]> {
  const { dynamicPj, staticPj, byBlock, byPass, node, clock, windows, provenance, unpriced } = report;
  const seconds = (cycles * clock.periodNs) / 1e9;
  return { totalPj: report.totalPj.high, dynamicPj, staticPj, byBlock, byPass, node, clock, seconds, windows, provenance, unpriced };
}
