import type { LogAccumulateDatapath } from "@lnsim/contracts";
import type { LogGemm } from "../log/log-gemm.ts";
import { referenceLogGemm } from "../log/reference-log-gemm.ts";

/** True when GEMMs of both orders have the results of the reference, on operands that meet zeros, clamps and cancellations. */
export function passesLogSelfTest(create: (datapath: LogAccumulateDatapath) => LogGemm): boolean {
  const [m, n, k] = [3, 35, 34];
  const a = selfTestCodes(m * k, 7);
  const b = selfTestCodes(k * n, 11);
  return (["ascending", "tree-of-16"] as const).every((order) => {
    const datapath = selfTestDatapath(order);
    const [out, expected] = [new Uint16Array(m * n), new Uint16Array(m * n)];
    create(datapath).run({ m, n, k, a, b }, out);
    referenceLogGemm(datapath, { m, n, k, a, b }, expected);
    return out.every((code, index) => code === expected[index]);
  });
}

/** Nine-bit codes with two fraction bits: logarithms from -63 to 63. */
function selfTestCodes(length: number, step: number): Uint16Array {
  return Uint16Array.from({ length }, (_, index) => {
    const mixed = Math.imul(index + 1, step * 0x9e3779b1) >>> 16;
    if (mixed % 9 === 0) return 0x100 + 0x41;
    const logarithm = (mixed >>> 1) % 127 - 63;
    return (logarithm & 0x7f) | (mixed & 1 ? 0x80 : 0);
  });
}

function selfTestDatapath(order: LogAccumulateDatapath["order"]): LogAccumulateDatapath {
  return {
    kind: "log",
    description: "self-test",
    vectorSize: 32,
    bits: 9,
    fractionBits: 2,
    deltaSame: Int32Array.of(4, 4, 3, 3, 2, 2, 1, 1, 1, 1),
    deltaOpposite: Int32Array.of(-20, -11, -7, -5, -4, -3, -2, -2, -1, -1, -1, -1),
    exponential: new Int32Array(127),
    order,
    costRecord: null,
  };
}
