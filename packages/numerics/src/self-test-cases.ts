import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import type { MethodKind } from "./fixed-route.ts";
import { classDatapath, valueDatapath } from "./self-test-datapaths.ts";

/** A datapath of the self-test, the methods that must compute it, and the hash of the reference's results. */
export interface SelfTestCase {
  readonly datapath: FixedAccumulateDatapath;
  readonly isScaled: boolean;
  /** Methods; those that this machine does not use are passed over. "swapped" runs the transposed product. */
  readonly methods: readonly (MethodKind | `swapped ${MethodKind}`)[];
  readonly hash: number;
}

const fine = { bits: 20, lsb: -7, rounding: "half-up", overflow: "saturate" } as const;
const wrapping = { bits: 32, lsb: -7, rounding: "floor", overflow: "wrap" } as const;
const narrow = { bits: 15, lsb: -6, rounding: "half-up", overflow: "saturate" } as const;
const narrowWrapping = { bits: 12, lsb: -6, rounding: "floor", overflow: "wrap" } as const;

/**
 * Declarations for every kernel of several classes. The second and third keep even the lowest bits of their sums; the
 * fourth cuts terms with several bits.
 */
export function classCases(): readonly SelfTestCase[] {
  const wide = classDatapath(8, 8);
  const heads = wide.head.map((value) => 11 * value);
  return [
    { datapath: wide, isScaled: false, methods: ["records 32", "records 16", "lookup 8"], hash: 0x6fa73a85 },
    { datapath: { ...classDatapath(8, 32), accumulator: fine }, isScaled: false, methods: ["records 32", "records 16", "lookup 16", "swapped lookup 8"], hash: 0x4c9b5bc5 },
    { datapath: { ...wide, accumulator: wrapping }, isScaled: false, methods: ["records 16"], hash: 0x01a86118 },
    { datapath: { ...wide, head: heads, cutBits: 16 }, isScaled: false, methods: ["records 16"], hash: 0x5c8c1a45 },
    { datapath: { ...wide, accumulator: "wide" }, isScaled: false, methods: ["swapped records 16"], hash: 0x7ab52a70 },
    { datapath: { ...wide, accumulator: "binary32" }, isScaled: false, methods: ["records 16"], hash: 0x30905784 },
    { datapath: wide, isScaled: true, methods: ["records 16"], hash: 0x92f50585 },
    { datapath: { ...wide, accumulator: wrapping }, isScaled: true, methods: ["records 16"], hash: 0x93a4f247 },
    { datapath: { ...wide, accumulator: "binary32" }, isScaled: true, methods: ["swapped records 16"], hash: 0x4835d03f },
    { datapath: { ...wide, accumulator: "wide" }, isScaled: true, methods: ["records 16"], hash: 0x02aec825 },
  ];
}

/** Declarations for every kernel of one class, and for those of int32 sums. */
export function directCases(): readonly SelfTestCase[] {
  const values = { ...valueDatapath(1), fractionBits: 8 };
  const even = { ...valueDatapath(2), accumulator: { ...narrow, bits: 32, lsb: -7 } };
  const smallClasses = classDatapath(2, 16);
  return [
    { datapath: { ...values, accumulator: narrow }, isScaled: false, methods: ["values", "pairs", "swapped pairs"], hash: 0x03155dc5 },
    { datapath: { ...values, accumulator: narrowWrapping }, isScaled: false, methods: ["values", "pairs"], hash: 0x062d5dc5 },
    { datapath: even, isScaled: false, methods: ["swapped values", "pairs through", "swapped pairs through"], hash: 0x1ae9fd55 },
    { datapath: { ...valueDatapath(11 / 64), cutBits: 2, accumulator: { ...narrow, bits: 7, lsb: -4 } }, isScaled: false, methods: ["values"], hash: 0xf2ca9dc5 },
    { datapath: { ...smallClasses, accumulator: narrow }, isScaled: false, methods: ["integers", "swapped integers"], hash: 0xfc843c45 },
    { datapath: { ...smallClasses, accumulator: "binary32" }, isScaled: false, methods: ["integers"], hash: 0xc0b7af2f },
    { datapath: { ...values, accumulator: "binary32" }, isScaled: true, methods: ["values", "pairs", "swapped pairs"], hash: 0x3a488136 },
    { datapath: { ...values, accumulator: narrow }, isScaled: true, methods: ["values", "pairs"], hash: 0xe56dbdc5 },
    { datapath: { ...values, accumulator: narrowWrapping }, isScaled: true, methods: ["values", "pairs"], hash: 0x0b26d1c5 },
    { datapath: { ...values, accumulator: "wide" }, isScaled: true, methods: ["values"], hash: 0x44d3d66e },
  ];
}
