import { scaleBounds, sumBounds } from "./bounds.ts";
import type { Bounds, Composition, DatapathRecord, EnergyTable, PriceKind, PriceRule } from "./energy-table.ts";
import { memoryCost } from "./memory-cost.ts";
import type { CountedAction } from "./counted-action.ts";
import { operandsOf, type Pass } from "./pass.ts";
import type { PricingContext } from "./pricing-context.ts";

/** The price of one count of an action, with where it comes from. */
export interface ResolvedPrice {
  readonly pricePj: Bounds;
  readonly kind: PriceKind;
  readonly nodeNm: number;
  readonly vdd: number | null;
  /** Citations. */
  readonly sources: readonly string[];
  readonly reasoning?: string;
}

/** Why an action has no price of its own; `includedIn` names the action whose price contains it. */
export interface Unresolved {
  readonly reason: string;
  readonly includedIn?: string;
}

const picojoulesPerFemtojoule = 1e-3;

/** What a price depends on besides the action: the table, the datapath's record in it, and the machine. */
export interface Surroundings {
  readonly table: EnergyTable;
  readonly datapath: DatapathRecord;
  readonly context: PricingContext;
}

/** The price of one count of an action in a pass. */
export function resolvePrice(action: CountedAction, pass: Pass, surroundings: Surroundings): ResolvedPrice | Unresolved {
  const { table, datapath, context } = surroundings;
  const { block, price, reasoning } = action;
  switch (price.rule) {
    case "dot":
      return { ...dotPrice(table, datapath, pass), ...(reasoning === undefined ? {} : { reasoning }) };
    case "idle-lane":
      return idleLanePrice(table, datapath, pass);
    case "memory":
      return memoryPrice(table, block, price.access, context);
    case "operations":
      return composedPrice(table, price.operations, reasoning!);
    case "per-byte":
      return bytesPrice(table, price, reasoning!, context);
    case "included":
      return { reason: reasoning!, includedIn: price.in };
    case "unpriced":
      return { reason: reasoning! };
  }
}

function dotPrice(table: EnergyTable, datapath: DatapathRecord, pass: Pass): ResolvedPrice {
  const { kind, nodeNm, vdd, source } = datapath;
  const perTermFj = operandsOf(pass) === "forward" ? datapath.forwardFj : datapath.gradientFj;
  return { pricePj: scaleBounds(perTermFj, datapath.terms * picojoulesPerFemtojoule), kind, nodeNm, vdd, sources: [table.sources[source]!] };
}

function idleLanePrice(table: EnergyTable, datapath: DatapathRecord, pass: Pass): ResolvedPrice {
  const dot = dotPrice(table, datapath, pass);
  const { shareOfDot, kind, source, reasoning } = table.idleLane;
  return { ...dot, pricePj: scaleBounds(shareOfDot, dot.pricePj.low), kind, sources: [...dot.sources, table.sources[source]!], reasoning };
}

function memoryPrice(table: EnergyTable, block: string, access: "read" | "write", context: PricingContext): ResolvedPrice | Unresolved {
  const geometry = context.memories[block];
  if (geometry === undefined) return { reason: `the machine states no size and port for ${block}` };
  const cost = memoryCost(table.memories, geometry);
  if ("reason" in cost) return cost;
  const pj = access === "read" ? cost.readPj : cost.writePj;
  const { nodeNm, vdd, source } = table.memories;
  const reasoning = cost.reasoning === undefined ? {} : { reasoning: cost.reasoning };
  return { pricePj: { low: pj, high: pj }, kind: cost.kind, nodeNm, vdd, sources: [table.sources[source]!], ...reasoning };
}

type PerByte = Extract<PriceRule, { rule: "per-byte" }>;

function bytesPrice(table: EnergyTable, price: PerByte, reasoning: string, context: PricingContext): ResolvedPrice | Unresolved {
  const geometry = context.memories[price.bytesOf];
  if (geometry === undefined) return { reason: `the machine states no port for ${price.bytesOf}` };
  return {
    pricePj: scaleBounds(price.energyPj, geometry.accessBytes),
    kind: price.kind,
    nodeNm: table.nodeNm,
    vdd: table.vdd,
    sources: [table.sources[price.source]!],
    reasoning,
  };
}

/** The sum of operations. Composing hardware from scalar operations is itself an assumption, whatever its parts are. */
function composedPrice(table: EnergyTable, composition: Composition, reasoning: string): ResolvedPrice {
  const parts = table.operations.filter((record) => composition[record.operation] !== undefined);
  const terms = parts.map((record) => `${composition[record.operation]} x ${record.operation} (${record.reasoning ?? record.kind})`);
  return {
    pricePj: sumBounds(parts.map((record) => scaleBounds(record.energyPj, composition[record.operation]!))),
    kind: "assumed",
    nodeNm: table.nodeNm,
    vdd: table.vdd,
    sources: [...new Set(parts.map((record) => table.sources[record.source]!))],
    reasoning: `${reasoning}: ${terms.join(" + ")}`,
  };
}
