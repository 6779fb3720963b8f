import type { FixedPlan } from "./fixed-plan.ts";
import { padded, type FixedMethod } from "./fixed-method.ts";
import type { FixedWidths } from "./fixed-widths.ts";

/** The methods, each with its columns of a strip. */
export type MethodKind = "records 32" | "records 16" | "lookup 16" | "lookup 8" | "values" | "pairs" | "pairs through" | "integers";

/** Kernels that are compiled and tested together: those of a family of methods, or of entering scaled and real sums. */
export type KernelGroup = "records" | "lookup" | "sums" | "reals" | "values" | "pairs" | "integers" | "direct reals";

/** The group whose kernels a method needs. */
export function groupOf(kind: MethodKind, plan: FixedPlan, isScaled: boolean): KernelGroup {
  const isReal = isScaled || plan.rule === "binary32";
  switch (kind) {
    case "records 32":
    case "records 16":
      return isReal ? "reals" : plan.rule === "saturate" && !plan.isCut ? "records" : "sums";
    case "lookup 16":
    case "lookup 8":
      return "lookup";
    case "pairs through":
      return "pairs";
    default:
      return isReal ? "direct reals" : kind;
  }
}

/** How the sums of a method reach the accumulators of a run. */
export interface Entry {
  /**
   * none: sums are the accumulators, or the method enters them itself; float64, int32: the integer rule on sums of that
   * kind; reals: scaled sums, or accumulators that are no integers.
   */
  readonly kind: "none" | "float64" | "int32" | "reals";
  readonly accumulators: "float64" | "int32";
}

/** How the sums of a method enter. */
export function entryOf(method: FixedMethod, plan: FixedPlan, isScaled: boolean): Entry {
  if (method.isThrough) return { kind: "none", accumulators: "int32" };
  if (method.isFused) return { kind: "none", accumulators: "float64" };
  if (plan.rule === "wide" && !isScaled) return { kind: "none", accumulators: "float64" };
  if (isScaled || plan.rule === "binary32") return { kind: "reals", accumulators: "float64" };
  if (method.sums === "float64") return { kind: "float64", accumulators: "float64" };
  return { kind: "int32", accumulators: "int32" };
}

/** What decides which methods can compute a product. */
export interface RouteFacts {
  readonly plan: FixedPlan;
  readonly widths: FixedWidths;
  readonly classes: number;
  readonly k: number;
  readonly isScaled: boolean;
  readonly isRevectorized: boolean;
}

/** The methods that compute the product exactly; at least one. */
export function methodsFor({ plan, widths, classes, k, isScaled, isRevectorized }: RouteFacts): MethodKind[] {
  const isIntegerRule = (plan.rule === "saturate" || plan.rule === "wrap") && !isScaled;
  const canEnterInt32 = !isIntegerRule || (plan.shift >= 1 && plan.shift <= 31);
  if (classes === 1) {
    if (isIntegerRule && widths.fitsPairs && sumsAreAccumulators(plan, widths, k)) return ["pairs through", "values"];
    return widths.fitsPairs && canEnterInt32 ? ["pairs", "values"] : ["values"];
  }
  const integers: MethodKind[] = widths.fitsInt32 && canEnterInt32 ? ["integers"] : [];
  if (plan.rule !== "saturate" || plan.isCut || isScaled) return ["records 16", ...integers];
  return [isRevectorized ? "records 32" : "records 16", "lookup 16", "lookup 8", ...integers];
}

/** True when the accumulator rule does nothing: no term has bits below its LSB, and k of the largest ones fit it and int32. */
function sumsAreAccumulators(plan: FixedPlan, { leftCommonBits, rightCommonBits, largestTerm }: FixedWidths, k: number): boolean {
  return leftCommonBits + rightCommonBits >= plan.shift && k * largestTerm * plan.scale <= plan.highest;
}

/** Nanoseconds of a method's parts, measured on one machine: only their proportions matter. */
interface MethodCosts {
  readonly width: number;
  readonly rowMultiple: number;
  /** Per left code. */
  readonly prepare: number;
  /** Per right code and class, for every block of rows. */
  readonly expand: number;
  /** Per product, padding included: with the revectorizer, and without. */
  readonly product: number;
  readonly plainProduct: number;
}

const methodCosts: { readonly [kind in MethodKind]: MethodCosts } = {
  "records 32": { width: 32, rowMultiple: 1, prepare: 0.5, expand: 0.16, product: 0.052, plainProduct: 0.12 },
  "records 16": { width: 16, rowMultiple: 1, prepare: 0.5, expand: 0.16, product: 0.075, plainProduct: 0.085 },
  "lookup 16": { width: 16, rowMultiple: 2, prepare: 0, expand: 0.16, product: 0.064, plainProduct: 0.14 },
  "lookup 8": { width: 8, rowMultiple: 4, prepare: 0, expand: 0.16, product: 0.082, plainProduct: 0.15 },
  values: { width: 8, rowMultiple: 4, prepare: 0.6, expand: 0.6, product: 0.043, plainProduct: 0.11 },
  pairs: { width: 16, rowMultiple: 4, prepare: 0.4, expand: 0.5, product: 0.025, plainProduct: 0.04 },
  "pairs through": { width: 16, rowMultiple: 4, prepare: 0.4, expand: 0.5, product: 0.012, plainProduct: 0.026 },
  integers: { width: 32, rowMultiple: 1, prepare: 0, expand: 0.3, product: 0.045, plainProduct: 0.08 },
};
const rowsOfBlock = 960;

/** What a cost depends on beside the method. */
export interface CostFacts {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly classes: number;
  readonly isRevectorized: boolean;
}

/** Estimated cost of an m x n x k product, with what its shape wastes in padding. */
export function estimateCost(kind: MethodKind, { m, n, k, classes, isRevectorized }: CostFacts): number {
  const { width, rowMultiple, prepare, expand, product, plainProduct } = methodCosts[kind];
  const preparing = m * prepare;
  const expanding = Math.ceil(m / rowsOfBlock) * n * expand * classes;
  const multiplying = padded(m, rowMultiple) * padded(n, width) * (isRevectorized ? product : plainProduct);
  return k * (preparing + expanding + multiplying);
}
