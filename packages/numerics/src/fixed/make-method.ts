import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import { powerOfTwo } from "@lnsim/elementary";
import { lookupTables, recordTables } from "./class-tables.ts";
import { integerTables, pairTables, valueTables, type Divisors } from "./direct-tables.ts";
import type { ClassKernels, DirectKernels, RuleKernels } from "./fixed-kernels.ts";
import type { FixedMethod } from "./fixed-method.ts";
import type { FixedPlan } from "./fixed-plan.ts";
import type { MethodKind } from "./fixed-route.ts";
import type { FixedWidths } from "./fixed-widths.ts";
import type { KernelDevice } from "../kernels/kernel-device.ts";
import { IntegersMethod } from "./method-integers.ts";
import { LookupMethod } from "./method-lookup.ts";
import { PairsMethod } from "./method-pairs.ts";
import { RecordsMethod } from "./method-records.ts";
import { ValuesMethod } from "./method-values.ts";
import type { TableCache } from "../table-cache.ts";

/** What a method is made of. */
export interface MethodSource {
  /** The device that has the kernels. */
  readonly device: KernelDevice<RuleKernels>;
  readonly cache: TableCache;
  readonly datapath: FixedAccumulateDatapath;
  readonly plan: FixedPlan;
  readonly widths: FixedWidths;
  /** Whether a saturating rule may be left to the kernel: not where sums are scaled. */
  readonly isScaled: boolean;
}

/** Makes the method of a kind, its tables shared with other datapaths that have the same ones. */
export function makeMethod(kind: MethodKind, { device, cache, datapath, plan, widths, isScaled }: MethodSource): FixedMethod {
  const isFused = plan.rule === "saturate" && !plan.isCut && !isScaled;
  const key = `${kind}, cut ${plan.factorScale}`;
  switch (kind) {
    case "records 32":
    case "records 16": {
      const tables = cache.get(datapath, key, () => recordTables(datapath, kind === "records 32" ? 32 : 16, plan));
      return new RecordsMethod(device as KernelDevice<ClassKernels>, tables, isFused);
    }
    case "lookup 16":
    case "lookup 8": {
      const tables = cache.get(datapath, key, () => lookupTables(datapath, kind === "lookup 8" ? 8 : 16));
      return new LookupMethod(device as KernelDevice<ClassKernels>, tables);
    }
    case "values": {
      const tables = cache.get(datapath, key, () => valueTables(datapath, plan));
      return new ValuesMethod(device as KernelDevice<DirectKernels>, tables, isFused);
    }
    case "pairs":
    case "pairs through": {
      const isThrough = kind === "pairs through";
      const divisors = isThrough ? lsbDivisors(plan.shift, widths) : { left: 1, right: 1 };
      const tables = cache.get(datapath, `pairs / ${divisors.left}, ${divisors.right}`, () => pairTables(datapath, divisors));
      return new PairsMethod(device as KernelDevice<DirectKernels>, tables, isThrough);
    }
    case "integers": {
      const tables = cache.get(datapath, kind, () => integerTables(datapath));
      return new IntegersMethod(device as KernelDevice<DirectKernels>, tables, datapath.classes);
    }
  }
}

/** What makes terms count accumulator LSBs of 2^shift: taken from the right values as far as it goes. */
function lsbDivisors(shift: number, { rightCommonBits }: FixedWidths): Divisors {
  const right = Math.min(shift, rightCommonBits);
  return { left: powerOfTwo(shift - right), right: powerOfTwo(right) };
}
