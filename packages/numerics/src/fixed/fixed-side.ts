import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import type { RuleKernels } from "./fixed-kernels.ts";
import type { FixedMethod } from "./fixed-method.ts";
import type { FixedModules } from "./fixed-modules.ts";
import { planFixedGemm, type FixedPlan } from "./fixed-plan.ts";
import { entryOf, estimateCost, groupOf, methodsFor, type Entry, type KernelGroup, type MethodKind } from "./fixed-route.ts";
import { fixedWidths, type FixedWidths } from "./fixed-widths.ts";
import type { KernelDevice } from "../kernels/kernel-device.ts";
import { makeMethod } from "./make-method.ts";
import type { TableCache } from "../table-cache.ts";

/** A way to run a product. */
export interface Route {
  readonly method: FixedMethod;
  readonly device: KernelDevice<RuleKernels>;
  readonly plan: FixedPlan;
  readonly entry: Entry;
  readonly group: KernelGroup;
}

/** What a side is asked to compute. */
export interface SideShape {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly isScaled: boolean;
}

/** A datapath with its operands as they stand, or the one of the transposed product: its methods, made when first chosen. */
export class FixedSide {
  readonly #modules: FixedModules;
  readonly #cache: TableCache;
  readonly #datapath: FixedAccumulateDatapath;
  readonly #plan: FixedPlan;
  readonly #widths: FixedWidths;
  readonly #routes = new Map<string, Route>();

  constructor(modules: FixedModules, cache: TableCache, datapath: FixedAccumulateDatapath) {
    this.#modules = modules;
    this.#cache = cache;
    this.#datapath = datapath;
    this.#plan = planFixedGemm(datapath);
    this.#widths = fixedWidths(datapath);
  }

  /** The cheapest of the methods that `allows` lets through, or undefined when there is none. */
  cheapest({ m, n, k, isScaled }: SideShape, allows: (kind: MethodKind) => boolean): { readonly kind: MethodKind; readonly cost: number } | undefined {
    const { classes } = this.#datapath;
    const { isRevectorized } = this.#modules;
    const kinds = methodsFor({ plan: this.#plan, widths: this.#widths, classes, k, isScaled, isRevectorized }).filter(allows);
    let best: { kind: MethodKind; cost: number } | undefined;
    for (const kind of kinds) {
      const cost = estimateCost(kind, { m, n, k, classes, isRevectorized });
      if (best === undefined || cost < best.cost) best = { kind, cost };
    }
    return best;
  }

  /** The route of a method for codes of one size. */
  route(kind: MethodKind, isScaled: boolean, bytes: 1 | 2): Route {
    const key = `${kind}, scaled ${isScaled}, ${bytes}`;
    const known = this.#routes.get(key);
    if (known !== undefined) return known;
    const group = groupOf(kind, this.#plan, isScaled);
    const device = this.#modules.device(group, bytes);
    const source = { device, cache: this.#cache, datapath: this.#datapath, plan: this.#plan, widths: this.#widths, isScaled };
    const method = makeMethod(kind, source);
    const route = { method, device, group, plan: this.#plan, entry: entryOf(method, this.#plan, isScaled) };
    this.#routes.set(key, route);
    return route;
  }
}
