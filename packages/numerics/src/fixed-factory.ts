import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import { checkFixedDatapath } from "./check-fixed-datapath.ts";
import type { FixedDevice } from "./fixed-device.ts";
import { planFixedGemm } from "./fixed-plan.ts";
import { FixedRunner } from "./fixed-runner.ts";
import { layOutTables, type FixedTables } from "./fixed-tables.ts";

/** Tables of a declaration, with what they depend on beside its head. */
interface KnownTables {
  readonly datapath: FixedAccumulateDatapath;
  readonly tables: FixedTables;
}

/** Makes runners, and shares tables between declarations that differ only in what the tables do not hold. */
export class FixedFactory {
  readonly #device: FixedDevice;
  readonly #tables = new WeakMap<Float64Array, KnownTables[]>();

  constructor(device: FixedDevice) {
    this.#device = device;
  }

  /** @throws LnsimError when the datapath breaks a limit */
  create(datapath: FixedAccumulateDatapath): FixedRunner {
    checkFixedDatapath(datapath);
    const plan = planFixedGemm(datapath);
    const width = plan.kernel === "saturate" ? this.#device.saturateWidth : 16;
    return new FixedRunner(this.#device, datapath, plan, this.#tablesOf(datapath, width));
  }

  #tablesOf(datapath: FixedAccumulateDatapath, width: number): FixedTables {
    const { cut } = planFixedGemm(datapath);
    const known = this.#tables.get(datapath.head) ?? [];
    const found = known.find((other) => other.tables.width === width && haveEqualTables(other.datapath, datapath));
    if (found !== undefined) return found.tables;
    const tables = layOutTables(datapath, width, cut);
    this.#tables.set(datapath.head, [...known, { datapath, tables }]);
    return tables;
  }
}

/** True when two declarations with the same head lead to the same tables. */
function haveEqualTables(one: FixedAccumulateDatapath, other: FixedAccumulateDatapath): boolean {
  const isShared = one.tail === other.tail && one.leftFactor === other.leftFactor && one.leftClass === other.leftClass;
  if (!isShared) return false;
  const [cut, otherCut] = [planFixedGemm(one).cut, planFixedGemm(other).cut];
  return cut?.factor === otherCut?.factor && cut?.tail === otherCut?.tail;
}
