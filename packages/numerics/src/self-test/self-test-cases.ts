import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import type { KernelGroup, MethodKind } from "../fixed/fixed-route.ts";
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
const coarse = { bits: 7, lsb: -4, rounding: "half-up", overflow: "saturate" } as const;
const narrowWrapping = { bits: 12, lsb: -6, rounding: "floor", overflow: "wrap" } as const;

/**
 * Declarations that make every kernel of a group work: fine accumulators keep even the lowest bits of their sums, the
 * cut ones cut terms with several bits.
 */
export function selfTestCases(group: KernelGroup): readonly SelfTestCase[] {
  const classes = classDatapath(8, 8);
  const fineClasses = { ...classDatapath(8, 32), accumulator: fine };
  const values = valueDatapath(1);
  switch (group) {
    case "records":
      return [
        { datapath: classes, isScaled: false, methods: ["records 32", "records 16"], hash: 0x6fa73a85 },
        { datapath: fineClasses, isScaled: false, methods: ["swapped records 32", "swapped records 16"], hash: 0x4c9b5bc5 },
      ];
    case "lookup":
      return [
        { datapath: classes, isScaled: false, methods: ["lookup 8"], hash: 0x6fa73a85 },
        { datapath: fineClasses, isScaled: false, methods: ["lookup 16", "swapped lookup 16", "swapped lookup 8"], hash: 0x4c9b5bc5 },
      ];
    case "sums":
      return [
        { datapath: { ...classes, accumulator: wrapping }, isScaled: false, methods: ["records 16"], hash: 0x01a86118 },
        { datapath: { ...classes, head: classes.head.map((value) => 11 * value), cutBits: 16 }, isScaled: false, methods: ["records 16"], hash: 0x5c8c1a45 },
        { datapath: { ...classes, head: classes.head.map((value) => (11 / 64) * value), cutBits: 10, accumulator: { ...fine, bits: 12, lsb: 16 } }, isScaled: false, methods: ["records 16"], hash: 0x219dcdc5 },
        { datapath: { ...classes, accumulator: "wide" }, isScaled: false, methods: ["swapped records 16"], hash: 0x7ab52a70 },
      ];
    case "reals":
      return [
        { datapath: { ...classes, accumulator: "binary32" }, isScaled: false, methods: ["records 16"], hash: 0x30905784 },
        { datapath: { ...classes, head: classes.head.map((value) => 11 * value), cutBits: 16, accumulator: "binary32" }, isScaled: true, methods: ["records 16"], hash: 0x7b6646b6 },
        { datapath: classes, isScaled: true, methods: ["records 16"], hash: 0x92f50585 },
        { datapath: { ...classes, accumulator: wrapping }, isScaled: true, methods: ["records 16"], hash: 0x93a4f247 },
        { datapath: { ...classes, accumulator: "binary32" }, isScaled: true, methods: ["swapped records 16"], hash: 0x4835d03f },
        { datapath: { ...classes, accumulator: "wide" }, isScaled: true, methods: ["records 16"], hash: 0x02aec825 },
      ];
    case "values":
      return [
        { datapath: { ...values, accumulator: narrow }, isScaled: false, methods: ["values"], hash: 0x03155dc5 },
        { datapath: { ...values, accumulator: narrowWrapping }, isScaled: false, methods: ["swapped values"], hash: 0x062d5dc5 },
        { datapath: { ...valueDatapath(11 / 64), cutBits: 2, accumulator: coarse }, isScaled: false, methods: ["values"], hash: 0xf2ca9dc5 },
      ];
    case "pairs":
      return [
        { datapath: { ...values, accumulator: narrow }, isScaled: false, methods: ["pairs", "swapped pairs"], hash: 0x03155dc5 },
        { datapath: { ...values, accumulator: narrowWrapping }, isScaled: false, methods: ["pairs"], hash: 0x062d5dc5 },
        { datapath: { ...valueDatapath(2), accumulator: { ...narrow, bits: 32, lsb: -7 } }, isScaled: false, methods: ["pairs through", "swapped pairs through"], hash: 0x1ae9fd55 },
      ];
    case "integers":
      return [{ datapath: { ...classDatapath(2, 16), accumulator: narrow }, isScaled: false, methods: ["integers", "swapped integers"], hash: 0xfc843c45 }];
    case "direct reals":
      return [
        { datapath: { ...classDatapath(2, 16), accumulator: "binary32" }, isScaled: false, methods: ["integers"], hash: 0xc0b7af2f },
        { datapath: { ...values, accumulator: "binary32" }, isScaled: true, methods: ["values", "pairs", "swapped pairs"], hash: 0x3a488136 },
        { datapath: { ...valueDatapath(11 / 64), cutBits: 2, accumulator: "binary32" }, isScaled: true, methods: ["swapped values"], hash: 0x10374140 },
        { datapath: { ...values, accumulator: narrow }, isScaled: true, methods: ["values", "pairs"], hash: 0xe56dbdc5 },
        { datapath: { ...values, accumulator: narrowWrapping }, isScaled: true, methods: ["values", "pairs"], hash: 0x0b26d1c5 },
        { datapath: { ...values, accumulator: "wide" }, isScaled: true, methods: ["values"], hash: 0x44d3d66e },
      ];
  }
}
