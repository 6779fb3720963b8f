import { foldGroups } from "../fold/fold.ts";
import type { SystolicDescription } from "../layer/description.ts";
import { macsOfLayer, type SystolicLayer } from "../layer/layer.ts";
import { burstFold } from "../array/burst-fold.ts";
import type { SystolicOpTiming } from "../op/op-timing.ts";

/** The figures that SCALE-Sim prints for a layer, as it prints them, without its estimates of DRAM. */
export interface ScaleSimReport {
  /** The index of the last cycle: one less than there are. */
  readonly totalCycles: number;
  readonly stallCycles: number;
  readonly overallUtilPercent: number;
  readonly mappingEfficiencyPercent: number;
  readonly computeUtilPercent: number;
  readonly ifmapSramReads: number;
  readonly filterSramReads: number;
  readonly ofmapSramWrites: number;
  /** The same by cycle, in words. */
  readonly ifmapSramBandwidth: number;
  readonly filterSramBandwidth: number;
  readonly ofmapSramBandwidth: number;
}

/**
 * What SCALE-Sim v2 (22f88b1) and v3 (1d62b68) would report for an op that was simulated here, with what they get wrong: cycles are
 * one short, and utilisation relates to those; output-stationary output writes count R + C too many for every fold; the compute
 * utilisation of the other dataflows divides by C - 1 cycles more than a fold takes.
 */
export function scaleSimReport(layer: SystolicLayer, description: SystolicDescription, timing: SystolicOpTiming): ScaleSimReport {
  const { rows, columns, dataflow } = description;
  const { cycles, folds, mappingEfficiency, accesses } = timing;
  const totalCycles = cycles - 1;
  const ofmapSramWrites = accesses.ofmapWrites + (dataflow === "os" ? folds * (rows + columns) : 0);
  return {
    totalCycles,
    stallCycles: 0,
    overallUtilPercent: (100 * macsOfLayer(layer)) / (totalCycles * rows * columns),
    mappingEfficiencyPercent: 100 * mappingEfficiency,
    computeUtilPercent: 100 * computeUtilisation(layer, description),
    ifmapSramReads: accesses.ifmapReads,
    filterSramReads: accesses.filterReads,
    ofmapSramWrites,
    ifmapSramBandwidth: accesses.ifmapReads / totalCycles,
    filterSramBandwidth: accesses.filterReads / totalCycles,
    ofmapSramBandwidth: ofmapSramWrites / totalCycles,
  };
}

/** Mean over the folds of useful multiply-accumulates per PE and cycle, with their cycles of a fold. */
function computeUtilisation(layer: SystolicLayer, description: SystolicDescription): number {
  const { rows, columns, dataflow } = description;
  let sum = 0;
  let folds = 0;
  for (const { shape, count } of foldGroups(layer, description)) {
    const { cycles, activePeCycles } = burstFold(shape, description);
    const theirs = cycles + (dataflow === "os" ? 0 : columns - 1);
    sum += (count * activePeCycles) / (rows * columns * theirs);
    folds += count;
  }
  return sum / folds;
}
