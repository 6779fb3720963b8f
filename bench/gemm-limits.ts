import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { countingFixedGemm } from "@lnsim/numerics";
import { fixedKinds, randomCodes, type FixedKind } from "./gemm-kinds.ts";

const sources: { readonly [kind in Exclude<FixedKind, "fp8">]: string } = {
  lns8: "limits/lns-gemm.cpp",
  int8: "limits/int8-gemm.cpp",
};

/** What one round of a limit prints. */
interface LimitReply {
  readonly gmacPerSecond: number;
  readonly exact: boolean;
}

/** The names of a kind's files: operands a and b, accumulators c. The LNS8 limit takes bare sizes. */
export function inputNames(kind: FixedKind, n: number): readonly [a: string, b: string, c: string] {
  const end = kind === "lns8" ? `${n}.bin` : `${kind}-${n}.bin`;
  return [`a${end}`, `b${end}`, `c${end}`];
}

/** Writes operands, and the accumulators that both sides must reach. */
export function writeInputs(directory: string, kind: FixedKind, n: number): void {
  const { format, datapath } = fixedKinds[kind];
  const [a, b] = ["a", "b"].map((stream) => randomCodes(format, n * n, n, stream)) as [Uint8Array, Uint8Array];
  const expected = new Int32Array(n * n);
  countingFixedGemm(datapath, { m: n, n, k: n, a, b }, expected);
  for (const [index, name] of inputNames(kind, n).entries()) writeFileSync(join(directory, name), [a, b, expected][index]!);
}

/** The compiled limits of one run of the bench. */
export interface Limits {
  /** Why there are none. */
  readonly missing?: string;
  /** Gmac/s of a kind, or null where there is no limit; throws when the limit computes something else. */
  rate(kind: FixedKind, n: number, milliseconds: number): number | null;
}

/** Compiles the limits for this machine. */
export function compileLimits(directory: string): Limits {
  try {
    for (const [kind, source] of Object.entries(sources)) {
      const file = fileURLToPath(new URL(source, import.meta.url));
      execFileSync("g++", ["-O3", "-march=native", "-o", join(directory, kind), file], { stdio: ["ignore", "ignore", "pipe"] });
    }
  } catch (error) {
    const isAbsent = (error as { code?: string }).code === "ENOENT";
    return { missing: isAbsent ? "limit not measured: no g++" : "limit not measured: it needs AVX2 and FMA", rate: () => null };
  }
  return {
    rate: (kind, n, milliseconds) => {
      if (kind === "fp8") return null;
      const reply = JSON.parse(execFileSync(join(directory, kind), [directory, String(n), String(milliseconds)], { encoding: "utf8" })) as LimitReply;
      if (!reply.exact) throw new Error(`the C++ limit of ${kind} computes other accumulators than the reference at ${n}`);
      return reply.gmacPerSecond;
    },
  };
}
