import type { Codes, DatapathFamily, NumberFormat, Reals, Rounding } from "@lnsim/contracts";
import { ElementCodec } from "./codec.ts";
import { largestOf, type Element } from "./element.ts";

/** What a datapath knows of a block format. */
export interface BlockLayout {
  readonly element: Element;
  /** Elements per scale. */
  readonly vectorSize: number;
}

/** What a block format is made from. */
export interface BlockFormatSpec extends BlockLayout {
  readonly id: string;
  readonly scaleBits: number;
  /** See {@link NumberFormat.topOf}. */
  readonly topOf: (largest: number, tensorLargest: number) => number;
  readonly datapath: DatapathFamily;
}

/** Elements of one kind that share a coarse scale per vector; an element takes bits + scaleBits / vectorSize bits. */
export function createBlockFormat({ id, element, vectorSize, scaleBits, topOf, datapath }: BlockFormatSpec): NumberFormat {
  const codec = new ElementCodec(element);
  return {
    id,
    bits: element.bits,
    codeCount: 2 ** element.bits,
    scaled: true,
    granularities: ["vector"],
    vectorSize,
    scaleBits,
    topOf,
    range: { smallest: element.magnitudes[1] / largestOf(element), largest: 1 },
    zeroCode: 0,
    encode: (values: Reals, max: number, rounding: Rounding, out: Codes) => codec.encode(values, max, rounding, out),
    decode: (codes: Codes, max: number, out: Reals) => codec.decode(codes, max, out),
    encodeGroups: (values, groups, rounding, out) => codec.encodeGroups(values, groups, rounding, out),
    decodeGroups: (codes, groups, out) => codec.decodeGroups(codes, groups, out),
    datapath,
  };
}
