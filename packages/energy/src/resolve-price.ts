import { scaleBounds, sumBounds } from "./bounds.ts";
import type { Bounds, Composition, DatapathRecord, DramAccess, EnergyTable, PriceKind, PriceRule } from "./energy-table.ts";
import { memoryCost } from "./memory-cost.ts";
import type { CountedAction } from "./counted-action.ts";
import { dramPrice } from "./dram-price.ts";
import { operandsOf, type Pass } from "./pass.ts";
import type { PricingContext } from "./pricing-context.ts";

/** The price of one count of an action, with where it comes from. */
export interface ResolvedPrice {
  readonly pricePj: Bounds;
  readonly kind: PriceKind;
  /** Null for a device off the die, of a technology of its own. */
  readonly nodeNm: number | null;
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
  const { table, context } = surroundings;
  const { block, price, reasoning } = action;
  switch (price.rule) {
    case "dot":
      return dotPrice(surroundings, pass, reasoning);
    case "idle-lane":
      return idleLanePrice(surroundings, pass, reasoning);
    case "memory":
      return memoryPrice(table, block, price.access, context);
    case "dram":
      return dramAccessPrice(table, price.access, context);
    case "operations":
      return composedPrice(table, price.operations, reasoning!);
    case "per-byte":
      return bytesPrice(surroundings, block, price, reasoning!);
    case "per-action":
      return ownPrice(table, price, reasoning!);
    case "included":
      return { reason: reasoning!, includedIn: price.in };
    case "unpriced":
      return { reason: reasoning! };
  }
}

/** A dot product: what its record says of itself, then what the action says of the price. */
function dotPrice({ table, datapath }: Surroundings, pass: Pass, reasoning: string | undefined): ResolvedPrice {
  const { record, terms, accumulatorBits, kind, nodeNm, vdd, source } = datapath;
  const perTermFj = operandsOf(pass) === "forward" ? datapath.forwardFj : datapath.gradientFj;
  const what = `${record}, ${terms} ${terms === 1 ? "term" : "terms"}, ${accumulatorBits}-bit accumulator`;
  return {
    pricePj: scaleBounds(perTermFj, terms * picojoulesPerFemtojoule),
    kind,
    nodeNm,
    vdd,
    sources: [table.sources[source]!],
    reasoning: [what, datapath.reasoning, reasoning].filter((part) => part !== undefined).join("; "),
  };
}

function idleLanePrice(surroundings: Surroundings, pass: Pass, reasoning: string | undefined): ResolvedPrice {
  const { table } = surroundings;
  const dot = dotPrice(surroundings, pass, undefined);
  const { shareOfDot, kind, source } = table.idleLane;
  return {
    ...dot,
    pricePj: scaleBounds(shareOfDot, dot.pricePj.low),
    kind,
    sources: [...dot.sources, table.sources[source]!],
    reasoning: reasoning ?? table.idleLane.reasoning,
  };
}

function memoryPrice(table: EnergyTable, block: string, access: "read" | "write", context: PricingContext): ResolvedPrice | Unresolved {
  const geometry = context.memories[block];
  if (geometry === undefined) return { reason: `the machine states no size and port for ${block}` };
  const cost = memoryCost(table.memories, geometry, context.extrapolates);
  if (!("readPj" in cost)) return cost;
  const pj = access === "read" ? cost.readPj : cost.writePj;
  const { nodeNm, vdd, source } = table.memories;
  const reasoning = cost.reasoning === undefined ? {} : { reasoning: cost.reasoning };
  return { pricePj: { low: pj, high: pj }, kind: cost.kind, nodeNm, vdd, sources: [table.sources[source]!], ...reasoning };
}

type PerByte = Extract<PriceRule, { rule: "per-byte" }>;

function bytesPrice({ table, context }: Surroundings, block: string, price: PerByte, reasoning: string): ResolvedPrice | Unresolved {
  const bytes = context.wordBytes[block];
  if (bytes === undefined) return { reason: `the machine states no width for ${block}` };
  return {
    pricePj: scaleBounds(price.energyPj, bytes),
    kind: price.kind,
    nodeNm: table.nodeNm,
    vdd: table.vdd,
    sources: [table.sources[price.source]!],
    reasoning,
  };
}

function ownPrice({ nodeNm, vdd, sources }: EnergyTable, { energyPj, kind, source }: Extract<PriceRule, { rule: "per-action" }>, reasoning: string): ResolvedPrice {
  return { pricePj: energyPj, kind, nodeNm, vdd, sources: [sources[source]!], reasoning };
}

function dramAccessPrice(table: EnergyTable, access: DramAccess, context: PricingContext): ResolvedPrice | Unresolved {
  const found = dramPrice(table, access, context.dram);
  if (!("record" in found)) return found;
  const { record, pricePj, reasoning } = found;
  return { pricePj, kind: record.kind, nodeNm: null, vdd: null, sources: record.sources.map((source) => table.sources[source]!), reasoning };
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
