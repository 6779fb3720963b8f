// Prints the hashes of a set of GEMMs: `node kernel-hashes.ts revectorized|plain`.
import { createHash } from "node:crypto";
import { randomOperands } from "./arbitrary-gemm.ts";
import { createEngine } from "../engine.ts";
import { buildLnsDatapath, lns8 } from "./lns-datapath.ts";
import { createRandom } from "@lnsim/elementary";

const engine = createEngine({ revectorize: process.argv[2] === "revectorized" });
const shape = { m: 70, n: 75, k: 100, seed: 9 };
const wrapping = { bits: 14, lsb: 13, rounding: "floor", overflow: "wrap" } as const;
const variants = [lns8, { ...lns8, accumulator: wrapping }, { ...lns8, lut: 2, guardBits: 0 }, { ...lns8, accumulator: "wide" as const }];

const hashes = variants.map((variant) => {
  const out = new Float64Array(shape.m * shape.n);
  engine.fixedGemm(buildLnsDatapath(variant)).run(randomOperands(shape, 8), out);
  return hash(out);
});

const random = createRandom(5);
const a = Float32Array.from({ length: 70 * 100 }, () => random.nextFloat() - 0.5);
const b = Float32Array.from({ length: 100 * 75 }, () => random.nextFloat() - 0.5);
const sums = new Float32Array(70 * 75);
engine.floatGemm().run({ m: 70, n: 75, k: 100, a, b }, sums);

console.log(JSON.stringify({ info: engine.info, hashes: [...hashes, hash(sums)] }));

function hash(values: Float64Array | Float32Array): string {
  return createHash("sha256").update(values).digest("hex").slice(0, 16);
}
