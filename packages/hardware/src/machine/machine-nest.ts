import { gridNest, systolicNest, tileNest, type Dimension, type GemmProblem, type LoopNest, type Mapping, type NestLevel, type Sizes } from "@lnsim/dataflow";
import type { ChipDescription } from "../chip/machine/description.ts";
import { describeSystolic } from "../systolic/layer/description.ts";
import { inputSide } from "../systolic/layer/layer.ts";
import type { GemmOp } from "../workload/operation.ts";
import { machineKind } from "./machine-kind.ts";

/** A product of a chip, and how it is cut into tiles. */
export interface TiledProduct {
  readonly pass: GemmOp["pass"];
  readonly problem: GemmProblem;
  readonly mapping: Mapping;
}

/** The loops of a product on a chip: over tiles of the global buffer, and of the array in each. */
export function chipNest(description: ChipDescription, { pass, problem, mapping }: TiledProduct): LoopNest {
  return [tileNest(problem, mapping), ...arrayNest(description, pass, mapping.tile)];
}

/** The loops of an array over the sizes that it is given: those of a tile, or of a whole product. */
export function arrayNest(description: ChipDescription, pass: GemmOp["pass"], sizes: Sizes): LoopNest {
  if (description.array.kind === "systolic") return [foldNest(description, pass, sizes)];
  const { dataflow, grid, pe, collector } = description;
  const shape = { dataflow, lanes: pe.lanes, vectorSize: pe.vectorSize, collectorDepth: collector.depth };
  const [toPes, inPe] = gridNest({ ...shape, rows: grid.rows, columns: grid.columns }, sizes);
  if (machineKind(description) === "chip") return [toPes!, inPe!];
  return [gridNest({ ...shape, rows: 1, columns: 1 }, sizes)[1]!];
}

/** The nests of a systolic array are written for inputs in B; where they are in A (wgrad), m and n change places. */
function foldNest(description: ChipDescription, pass: GemmOp["pass"], sizes: Sizes): NestLevel {
  const { dataflow, rows, columns } = describeSystolic(description);
  if (inputSide(pass) === "b") return systolicNest({ dataflow, rows, columns }, sizes);
  const { name, loops } = systolicNest({ dataflow, rows, columns }, { m: sizes.n, n: sizes.m, k: sizes.k });
  return { name, loops: loops.map((loop) => ({ ...loop, dimension: loop.dimension === "product" ? loop.dimension : transposed[loop.dimension] })) };
}

const transposed: Readonly<Record<Dimension, Dimension>> = { m: "n", n: "m", k: "k" };
