import type { FixedAccumulateDatapath } from "@lnsim/contracts";

interface KnownTables {
  readonly datapath: FixedAccumulateDatapath;
  readonly key: string;
  readonly tables: unknown;
}

/** Tables of declarations, shared between those that differ only in what the tables do not hold. */
export class TableCache {
  readonly #known = new WeakMap<Float64Array, KnownTables[]>();

  /** The tables made before of the same arrays under the same key, which names the kind of tables, or new ones. */
  get<Tables>(datapath: FixedAccumulateDatapath, key: string, make: () => Tables): Tables {
    const known = this.#known.get(datapath.head) ?? [];
    const found = known.find((other) => other.key === key && haveEqualArrays(other.datapath, datapath));
    if (found !== undefined) return found.tables as Tables;
    const tables = make();
    this.#known.set(datapath.head, [...known, { datapath, key, tables }]);
    return tables;
  }
}

function haveEqualArrays(one: FixedAccumulateDatapath, other: FixedAccumulateDatapath): boolean {
  return one.tail === other.tail && one.leftFactor === other.leftFactor && one.leftClass === other.leftClass;
}
