// Times our GEMMs in a process of its own, since V8's revectorizer is a setting of the process:
//
//   gemm-worker.ts revectorized|plain DIRECTORY
//
// answers each request of its parent with one reply.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "@lnsim/elementary";
import { createEngine } from "@lnsim/numerics";
import { fixedKinds, type FixedKind } from "./gemm-kinds.ts";
import { inputNames } from "./gemm-limits.ts";
import { prepareLenet } from "./lenet-gemms.ts";

/** What to run again and again for some time: a cube of a kind, or (for which `n` means nothing) the products of a LeNet step. */
export interface GemmRequest {
  readonly kind: FixedKind | "binary32" | "lenet";
  readonly n: number;
  readonly milliseconds: number;
}

export interface GemmReply {
  /** CPU seconds of the best run. */
  readonly seconds: number;
  /** Whether the accumulators are those of the reference; true for kinds that are tested elsewhere. */
  readonly exact: boolean;
  readonly revectorized: boolean;
  /** Why the code is not revectorized. */
  readonly reason?: string;
}

/** One run with operands in and outputs out, and whether the outputs are right. */
interface Prepared {
  readonly run: () => void;
  readonly isExact: () => boolean;
}

const [mode, directory] = process.argv.slice(2);
const engine = createEngine({ revectorize: mode === "revectorized" });
const known = new Map<string, Prepared>();

function prepare({ kind, n }: GemmRequest): Prepared {
  if (kind === "lenet") return { run: prepareLenet(engine), isExact: () => true };
  return kind === "binary32" ? prepareBinary32(n) : prepareFixed(kind, n);
}

function prepareBinary32(n: number): Prepared {
  const random = createRandom(n, "bench");
  const [a, b] = [0, 1].map(() => Float32Array.from({ length: n * n }, () => random.nextFloat() - 0.5));
  const out = new Float32Array(n * n);
  const gemm = engine.floatGemm();
  return { run: () => gemm.run({ m: n, n, k: n, a: a!, b: b! }, out), isExact: () => true };
}

function prepareFixed(kind: FixedKind, n: number): Prepared {
  const [a, b, expected] = inputNames(kind, n).map((name) => readFileSync(join(directory!, name)));
  const out = new Int32Array(n * n);
  const operands = { m: n, n, k: n, a: new Uint8Array(a!), b: new Uint8Array(b!) };
  const gemm = engine.fixedGemm(fixedKinds[kind].datapath);
  return { run: () => gemm.run(operands, out), isExact: () => Buffer.from(out.buffer).equals(expected!) };
}

/** CPU time of this process in seconds, so that the turns of other processes do not count; the limit does the same. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

process.on("message", (request: GemmRequest) => {
  const key = `${request.kind} ${request.n}`;
  const prepared = known.get(key) ?? prepare(request);
  known.set(key, prepared);
  const { run, isExact } = prepared;
  run();
  const exact = isExact();
  let best = Infinity;
  for (const start = cpuSeconds(); cpuSeconds() - start < request.milliseconds / 1000; ) {
    const before = cpuSeconds();
    run();
    best = Math.min(best, cpuSeconds() - before);
  }
  const reply: GemmReply = { seconds: best, exact, ...engine.info };
  process.send!(reply);
});
