import type { FloatAccumulateDatapath } from "@lnsim/contracts";
import { targets } from "../systolic/values/float-pe.ts";
import { roundToFormat } from "../systolic/values/round-to-format.ts";
import type { VectorStep } from "./lane-registers.ts";

/** Rounds an exact product, or a sum, to what is accumulated in. */
type Rounding = (value: number) => number;

/** The step of a float-accumulate datapath. */
export function floatStep({ accumulate, order, vectorSize }: FloatAccumulateDatapath): VectorStep {
  if (accumulate === "binary32") return order === "ascending" ? ascendingBinary32 : treeStep(Math.fround, vectorSize);
  const target = targets[accumulate];
  const round: Rounding = (value) => roundToFormat(value, target);
  return order === "ascending" ? ascendingStep(round) : treeStep(round, vectorSize);
}

const ascendingBinary32: VectorStep = ({ left, right, vectorSize, terms, lanes }, sums, at) => {
  for (let lane = 0; lane < lanes; lane++) {
    const row = lane * vectorSize;
    let sum = sums[at + lane]!;
    for (let term = 0; term < terms; term++) sum = Math.fround(sum + Math.fround(left[row + term]! * right[term]!));
    sums[at + lane] = sum;
  }
};

function ascendingStep(round: Rounding): VectorStep {
  return ({ left, right, vectorSize, terms, lanes }, sums, at) => {
    for (let lane = 0; lane < lanes; lane++) {
      const row = lane * vectorSize;
      let sum = sums[at + lane]!;
      for (let term = 0; term < terms; term++) sum = round(sum + round(left[row + term]! * right[term]!));
      sums[at + lane] = sum;
    }
  };
}

/** Neighbours are added, then neighbours of those sums; one without a neighbour waits for the next level. */
function treeStep(round: Rounding, length: number): VectorStep {
  const level = new Float64Array(length);
  return ({ left, right, vectorSize, terms, lanes }, sums, at) => {
    for (let lane = 0; lane < lanes; lane++) {
      const row = lane * vectorSize;
      for (let first = 0; first < terms; first += length) {
        const count = Math.min(length, terms - first);
        for (let term = 0; term < count; term++) level[term] = round(left[row + first + term]! * right[first + term]!);
        for (let size = count; size > 1; size = Math.ceil(size / 2)) addNeighbours(level, size, round);
        sums[at + lane] = round(sums[at + lane]! + level[0]!);
      }
    }
  };
}

function addNeighbours(level: Float64Array, size: number, round: Rounding): void {
  for (let pair = 0; 2 * pair < size; pair++) level[pair] = 2 * pair + 1 < size ? round(level[2 * pair]! + level[2 * pair + 1]!) : level[2 * pair]!;
}
