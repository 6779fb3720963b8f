import type { MacDatapath } from "@lnsim/contracts";
import { checkReduction, explainVector, loadRegisters, machineDatapath, traceColumn, type ChipDescription, type ProductPlace } from "@lnsim/hardware";
import type { Arithmetic } from "@lnsim/training";
import { formatsOf } from "../values/check-step.ts";
import type { ProductState } from "./datapath-state.ts";
import type { ProductOperands } from "./product-operands.ts";

/** What the numbers of products come from. */
export interface ProductSource {
  readonly arithmetic: Arithmetic;
  readonly source: ProductOperands;
  readonly description: ChipDescription;
}

/** Where and when something is looked at. */
export interface LookPlace {
  readonly cycle: number;
  readonly block: string;
}

/** The numbers of a vector MAC. @throws {LnsimError} code "unsupported" where vectors of the datapath do not fit those of the PE. */
export function productState({ arithmetic, source, description }: ProductSource, place: ProductPlace, at: LookPlace): ProductState {
  const { op, rows, column, terms, tileK } = place;
  const { given, operands, datapath: own } = source.at(place);
  const datapath = machineDatapath(description, own);
  checkReduction({ description, datapath, k: op.k }, tileK);
  const { vectorSize } = description.pe;
  const explained = { datapath, meaning: source.meaning(op) };
  const before = traceColumn({ ...explained, vectorSize, tileK, accumulatorBits: description.accumulatorBits }, given, terms.from);
  const { left, right } = formatsOf(arithmetic, op);
  return {
    kind: "product",
    ...at,
    op: op.name,
    pass: op.pass,
    operands,
    product: place.product,
    products: op.count ?? 1,
    sizes: { m: op.m, n: op.n, k: op.k },
    rows,
    column,
    terms,
    isFirstSlice: place.isFirstSlice,
    isLastSlice: place.isLastSlice,
    leftFormat: left.id,
    rightFormat: right.id,
    datapath: datapath.description,
    accumulator: accumulatorOf(datapath),
    lanes: explainVector(explained, loadRegisters(datapath, given, { ...terms, vectorSize }), before),
  };
}

function accumulatorOf(datapath: MacDatapath): string {
  if (datapath.kind === "float") return `${datapath.accumulate}, ${datapath.order === "ascending" ? "term by term" : "a tree per vector"}`;
  if (datapath.kind === "log") return `logarithms of ${datapath.bits} bits, ${datapath.fractionBits} of them behind the point`;
  if (typeof datapath.accumulator === "string") return datapath.accumulator;
  const { bits, lsb, rounding, overflow } = datapath.accumulator;
  return `${bits} bits from 2^${lsb} products of the smallest, ${rounding}, ${overflow === "saturate" ? "saturates" : "wraps"}`;
}
