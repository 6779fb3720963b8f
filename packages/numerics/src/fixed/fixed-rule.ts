import type { RuleKernels, DirectKernels } from "./fixed-kernels.ts";
import type { FixedPlan } from "./fixed-plan.ts";
import type { Entry } from "./fixed-route.ts";
import type { FixedMethod } from "./fixed-method.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";

/** Rows x width sums of one vector, where they go, and their scales; addresses in bytes, 0 without scales. */
export interface VectorSums {
  readonly sums: number;
  readonly accumulators: number;
  readonly rows: number;
  readonly width: number;
  readonly leftScales: number;
  readonly rightScales: number;
}

/** The kinds of accumulators by the numbers that src/assembly/enter-scaled.ts knows them by. */
const kinds = { saturate: 0, wrap: 1, binary32: 2, wide: 3 } as const;

/** Enters sums of vectors into accumulators, by the kernels of one module. */
export class SumEntry {
  readonly #kernels: RuleKernels;
  readonly #memory: KernelMemory;
  readonly #plan: FixedPlan;
  readonly #entry: Entry;
  readonly #hasInt32Sums: boolean;

  constructor(device: { readonly kernels: RuleKernels; readonly memory: KernelMemory }, plan: FixedPlan, entry: Entry, method: FixedMethod) {
    this.#kernels = device.kernels;
    this.#memory = device.memory;
    this.#plan = plan;
    this.#entry = entry;
    this.#hasInt32Sums = method.sums === "int32";
  }

  /** Sets the kernels' constants; before every run, since other runs set theirs. */
  start(): void {
    const { start, magic, scale, highest, lowest, period, isHalfUp } = this.#plan;
    const isReal = this.#entry.kind === "reals";
    this.#kernels.setRule(isReal ? 0 : start, magic, scale, highest, lowest, period);
    this.#kernels.setScaledRule(scale, isHalfUp ? 1 : 0);
  }

  /** Sets `count` sums to what a vector starts from. */
  clear(sums: number, count: number): void {
    if (this.#entry.kind === "none") return;
    if (this.#entry.kind === "float64") this.#kernels.fillSums(sums, count);
    else this.#memory.bytes.fill(0, sums, sums + count * (this.#hasInt32Sums ? 4 : 8));
  }

  /** Enters sums, and clears them for the next vector. */
  enter({ sums, accumulators, rows, width, leftScales, rightScales }: VectorSums): void {
    const count = rows * width;
    const { kind } = this.#entry;
    if (kind === "none") return;
    if (kind === "float64") {
      this.#kernels.accumulateSums(sums, accumulators, count);
      return;
    }
    const { rule, shift, isHalfUp, bits } = this.#plan;
    if (kind === "int32") {
      const { enterInt32 } = this.#kernels as DirectKernels;
      enterInt32(sums, accumulators, count, shift, isHalfUp ? 1 : 0, bits, rule === "wrap" ? 1 : 0);
      return;
    }
    const enter = this.#hasInt32Sums ? this.#kernels.enterIntegers : this.#kernels.enterReals;
    enter(sums, accumulators, rows, width, leftScales, rightScales, kinds[rule]);
    this.clear(sums, count);
  }
}
