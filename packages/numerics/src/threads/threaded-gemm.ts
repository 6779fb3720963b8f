import type { FixedAccumulateDatapath, FloatAccumulateDatapath } from "@lnsim/contracts";
import type { FixedRunner } from "../fixed/fixed-runner.ts";
import type { FloatFactory, FloatRunnerOfAnyKind } from "../float/float-factory.ts";
import type { FixedGemm, FloatGemm } from "../gemm.ts";
import { copyOutRegion, splitRegion, type Region } from "../gemm-blocks.ts";
import { checkOperands, scalesOf, type FloatGemmOperands, type GemmOperands } from "../gemm-operands.ts";
import { numberArrays } from "../number-arrays.ts";
import type { SharedArrays } from "./shared-arrays.ts";
import type { FixedSetup, FloatSetup, WorkerJob } from "./worker-job.ts";
import type { WorkerPool } from "./worker-pool.ts";

/** Products of fewer multiplications are computed by the calling thread alone. */
const worthThreads = 1 << 22;

/** What all GEMMs of one engine with threads share. */
export interface Threads {
  readonly pool: WorkerPool;
  readonly shared: SharedArrays;
  /** Numbers for prepared GEMMs. */
  nextGemm: number;
}

type Outputs = Int32Array | Float32Array | Float64Array;
type Setup = FixedSetup | FloatSetup;

/** A prepared GEMM as the workers know it: its number, sent with `setup` once. */
interface WorkerGemm {
  readonly number: number;
  readonly setup: () => Setup;
  isSent: boolean;
}

/** Splits products of one fixed-accumulate datapath over threads; outputs do not depend on how many there are. */
export class ThreadedFixedGemm implements FixedGemm {
  readonly datapath: FixedAccumulateDatapath;
  readonly #runner: FixedRunner;
  readonly #threads: Threads;
  readonly #gemms = new Map<string, WorkerGemm>();

  constructor(runner: FixedRunner, threads: Threads) {
    this.datapath = runner.datapath;
    this.#runner = runner;
    this.#threads = threads;
  }

  run(operands: GemmOperands, out: Outputs): void {
    if (!isWorthThreads(operands, this.#threads)) {
      this.#runner.run(operands, out);
      return;
    }
    this.#runner.check(operands, out);
    const { m, n, k } = operands;
    const { shared } = this.#threads;
    const scales = scalesOf(operands, this.datapath.vectorSize);
    const vectors = Math.ceil(k / this.datapath.vectorSize);
    const sharedOperands: GemmOperands = {
      ...operands,
      a: shared.copyOf("a", operands.a, m * k),
      b: shared.copyOf("b", operands.b, k * n),
      ...(scales && { aScales: shared.copyOf("aScales", scales.left, m * vectors), bScales: shared.copyOf("bScales", scales.right, vectors * n) }),
    };
    const parts = { operands: sharedOperands, out, gemm: this.#gemmFor(operands) };
    runParts(this.#threads, parts, (region) => this.#runner.runRegion(sharedOperands, out, region));
  }

  #gemmFor(operands: GemmOperands): WorkerGemm {
    const choice = this.#runner.choice(operands);
    const key = `${choice.kind}, ${choice.isSwapped}, ${choice.group}`;
    let gemm = this.#gemms.get(key);
    if (gemm === undefined) {
      const { kind: method, isSwapped, group, device } = choice;
      const setup = (): FixedSetup => ({
        kind: "fixed",
        ...numberArrays(this.datapath),
        method,
        isSwapped,
        group,
        module: device.module,
        isRevectorized: device.isRevectorized,
      });
      gemm = { number: this.#threads.nextGemm++, setup, isSent: false };
      this.#gemms.set(key, gemm);
    }
    return gemm;
  }
}

/** Splits float GEMMs over threads. */
export class ThreadedFloatGemm implements FloatGemm {
  readonly datapath: FloatAccumulateDatapath;
  readonly #runner: FloatRunnerOfAnyKind;
  readonly #threads: Threads;
  readonly #gemm: WorkerGemm;

  constructor(runner: FloatRunnerOfAnyKind, factory: FloatFactory, threads: Threads) {
    this.datapath = runner.datapath;
    this.#runner = runner;
    this.#threads = threads;
    const setup = (): FloatSetup => ({ kind: "float", datapath: this.datapath, ...factory.compiled(this.datapath) });
    this.#gemm = { number: threads.nextGemm++, setup, isSent: false };
  }

  run(operands: FloatGemmOperands, out: Float32Array): void {
    if (!isWorthThreads(operands, this.#threads)) {
      this.#runner.run(operands, out);
      return;
    }
    checkOperands(operands, out.length);
    const { m, n, k, a, b } = operands;
    const { shared } = this.#threads;
    const sharedOperands = { ...operands, a: shared.copyOf("a", a, m * k), b: shared.copyOf("b", b, k * n) };
    const parts = { operands: sharedOperands, out, gemm: this.#gemm };
    runParts(this.#threads, parts, (region) => this.#runner.runRegion(sharedOperands, out, region));
  }
}

function isWorthThreads({ m, n, k }: GemmOperands | FloatGemmOperands, { pool }: Threads): boolean {
  return m * n * k >= worthThreads && pool.ready() > 0;
}

interface Parts {
  readonly operands: GemmOperands | FloatGemmOperands;
  readonly out: Outputs;
  readonly gemm: WorkerGemm;
}

/** Computes the first part here and the others in workers, then brings their outputs home. */
function runParts({ pool, shared }: Threads, { operands, out, gemm }: Parts, own: (region: Region) => void): void {
  const { m, n } = operands;
  const [first, ...rest] = splitRegion(m, n, pool.ready() + 1);
  const sharedOut = out.buffer instanceof SharedArrayBuffer ? out : shared.sized("out", out, m * n);
  const setup = gemm.isSent ? {} : { setup: gemm.setup() };
  const jobs = rest.map((region): WorkerJob => ({ gemm: gemm.number, ...setup, operands, out: sharedOut, region }));
  pool.run(jobs, () => own(first));
  // Only when every worker has had one may the next jobs come without a setup.
  gemm.isSent ||= jobs.length === pool.ready();
  if (sharedOut === out) return;
  for (const region of rest) copyOutRegion(sharedOut, out, region, n);
}
