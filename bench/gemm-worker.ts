// Times our GEMMs in a process of its own, since V8's revectorizer is a setting of the process:
//
//   gemm-worker.ts revectorized|plain DIRECTORY
//
// answers each request of its parent with one reply.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "@lnsim/elementary";
import { createEngine } from "@lnsim/numerics";
import { lns8Datapath } from "./lns8.ts";

/** A square GEMM to run again and again for some time. */
export interface GemmRequest {
  readonly kind: "lns8" | "binary32";
  readonly n: number;
  readonly milliseconds: number;
}

export interface GemmReply {
  /** Of the best run. */
  readonly gmacPerSecond: number;
  /** Whether the accumulators are those of c{n}.bin; true for binary32. */
  readonly exact: boolean;
  readonly revectorized: boolean;
  /** Why the code is not revectorized. */
  readonly reason?: string;
}

const [mode, directory] = process.argv.slice(2);
const engine = createEngine({ revectorize: mode === "revectorized" });

/** Prepares a GEMM; each call of the result is one run with operands in and outputs out. */
function prepare({ kind, n }: GemmRequest): { run: () => void; isExact: () => boolean } {
  if (kind === "binary32") {
    const random = createRandom(n, "bench");
    const [a, b] = [0, 1].map(() => Float32Array.from({ length: n * n }, () => random.nextFloat() - 0.5));
    const out = new Float32Array(n * n);
    const gemm = engine.floatGemm();
    return { run: () => gemm.run({ m: n, n, k: n, a: a!, b: b! }, out), isExact: () => true };
  }
  const [a, b, expected] = ["a", "b", "c"].map((name) => readFileSync(join(directory!, `${name}${n}.bin`)));
  const out = new Int32Array(n * n);
  const operands = { m: n, n, k: n, a: new Uint8Array(a!), b: new Uint8Array(b!) };
  const gemm = engine.fixedGemm(lns8Datapath());
  return { run: () => gemm.run(operands, out), isExact: () => Buffer.from(out.buffer).equals(expected!) };
}

/** CPU time of this process in seconds, so that the turns of other processes do not count; the limit does the same. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

process.on("message", (request: GemmRequest) => {
  const { run, isExact } = prepare(request);
  run();
  const exact = isExact();
  let best = Infinity;
  for (const start = cpuSeconds(); cpuSeconds() - start < request.milliseconds / 1000; ) {
    const before = cpuSeconds();
    run();
    best = Math.min(best, cpuSeconds() - before);
  }
  const reply: GemmReply = { gmacPerSecond: request.n ** 3 / best / 1e9, exact, ...engine.info };
  process.send!(reply);
});
