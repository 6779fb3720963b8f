import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FixedKind } from "./gemm-kinds.ts";
import { compileLimits, writeInputs, type Limits } from "./gemm-limits.ts";
import type { GemmReply, GemmRequest } from "./gemm-worker.ts";
import type { Measurement } from "./measurement.ts";
import { Numpy } from "./numpy.ts";

const worker = fileURLToPath(new URL("gemm-worker.ts", import.meta.url));
const sizes = [256, 512];
const kinds = ["lns8", "int8", "fp8", "binary32"] as const;
const rounds = 16;
const roundMilliseconds = 40;
/** The cube whose float32 product is the yardstick of a training step. */
const yardstickSize = 256;

type Kind = (typeof kinds)[number];

/** Everything that a round has its turn with. */
interface Contestants {
  readonly revectorized: ChildProcess;
  readonly plain: ChildProcess;
  readonly limits: Limits;
  readonly numpy: Numpy | undefined;
}

async function ask(child: ChildProcess, request: GemmRequest): Promise<GemmReply> {
  child.send(request);
  const [reply] = (await once(child, "message")) as [GemmReply];
  if (!reply.exact) throw new Error(`our ${request.kind} GEMM computes other accumulators than the reference at ${request.n}`);
  return reply;
}

/** Gmac/s of every round. */
interface Rates {
  readonly revectorized: number[];
  readonly plain: number[];
  readonly limit: number[];
}

/**
 * Rates of several rounds, in each of which everybody had a turn: a processor that changes its clock in between changes
 * it for all of them, and no single round decides.
 */
async function measureSize({ revectorized, plain, limits, numpy }: Contestants, n: number): Promise<{ readonly rates: Map<Kind, Rates>; readonly reply: GemmReply }> {
  const rates = new Map(kinds.map((kind): [Kind, Rates] => [kind, { revectorized: [], plain: [], limit: [] }]));
  const gmac = n ** 3 / 1e9;
  let reply!: GemmReply;
  for (let round = 0; round < rounds; round++) {
    for (const [kind, rate] of rates) {
      const request = { kind, n, milliseconds: roundMilliseconds };
      const limit = kind === "binary32" ? numpy && gmac / (await numpy.bestSeconds(n, roundMilliseconds)) : limits.rate(kind, n, roundMilliseconds);
      if (typeof limit === "number") rate.limit.push(limit);
      reply = await ask(revectorized, request);
      rate.revectorized.push(gmac / reply.seconds);
      rate.plain.push(gmac / (await ask(plain, request)).seconds);
    }
  }
  return { rates, reply };
}

/** The middle of several figures, the lower one of two; null of none. */
function median(figures: readonly number[]): number | null {
  return figures.toSorted((a, b) => a - b)[(figures.length - 1) >> 1] ?? null;
}

interface Row {
  readonly label: string;
  readonly goals: readonly [revectorized: number | null, plain: number | null];
  readonly note: string;
}

function describeKind(kind: Kind, { limits, numpy }: Contestants): Row {
  const limitNote = limits.missing ?? "limit: C++ AVX2 on the same inputs; medians, CPU time";
  const described: { readonly [kind in FixedKind]: Row } = {
    lns8: { label: "LNS8", goals: [0.8, 0.5], note: limitNote },
    int8: { label: "INT8", goals: [null, null], note: limitNote },
    fp8: { label: "FP8 E4M3, fixed accumulator,", goals: [null, null], note: limits.missing ?? "limit: the LNS8 one, whose products are as many float64 multiply-adds" },
  };
  if (kind !== "binary32") return described[kind];
  const note = numpy === undefined ? "limit SKIPPED: no python3 with numpy" : `limit: OpenBLAS of numpy ${numpy.version}, one thread; 0.8 is wished for`;
  return { label: "binary32", goals: [null, null], note: `multiply and add rounded separately, ascending k; ${note}` };
}

function rowsOf(n: number, { rates, reply }: { readonly rates: Map<Kind, Rates>; readonly reply: GemmReply }, contestants: Contestants): Measurement[] {
  return kinds.flatMap((kind): Measurement[] => {
    const { label, goals, note } = describeKind(kind, contestants);
    const limit = median(rates.get(kind === "fp8" ? "lns8" : kind)!.limit);
    const path = reply.revectorized ? "" : `not revectorized: ${reply.reason}; `;
    const row = (mode: "revectorized" | "plain", goal: number | null): Measurement => ({
      name: `${label} GEMM ${n}, ${mode === "plain" ? "plain WebAssembly" : mode}`,
      value: median(rates.get(kind)![mode])!,
      unit: "Gmac/s",
      limit,
      goal: goal === null ? null : { atLeastRatio: goal },
      note: mode === "plain" ? (contestants.limits.missing ?? "") : `${path}${note}`,
    });
    return [row("revectorized", goals[0]), row("plain", goals[1])];
  });
}

/** How many float32 cubes of numpy one LeNet step's matrix products take. */
async function measureLenet({ revectorized, numpy }: Contestants): Promise<Measurement[]> {
  const name = `LeNet step, batch 128, bit-true LNS8: its matrix products`;
  if (numpy === undefined) return [{ name, value: NaN, unit: "sgemm-256", limit: null, goal: null, note: "SKIPPED: no python3 with numpy" }];
  const ratios: number[] = [];
  let seconds = Infinity;
  for (let round = 0; round < rounds; round++) {
    const yardstick = await numpy.bestSeconds(yardstickSize, roundMilliseconds);
    const step = await ask(revectorized, { kind: "lenet", n: 0, milliseconds: 4 * roundMilliseconds });
    ratios.push(step.seconds / yardstick);
    seconds = Math.min(seconds, step.seconds);
  }
  const note = `numpy ${numpy.version}'s float32 products of ${yardstickSize} cubed that fit in the same time; one thread, CPU time`;
  return [{ name, value: median(ratios)!, unit: "sgemm-256", limit: null, goal: null, note }];
}

/** Rates of the compiled GEMMs on both paths beside their limits, and a LeNet step in units of numpy's product. */
export async function benchGemm(): Promise<Measurement[]> {
  const directory = mkdtempSync(join(tmpdir(), "lnsim-bench-"));
  const execArgv = ["--conditions=@lnsim/source"];
  const [revectorized, plain] = ["revectorized", "plain"].map((mode) => fork(worker, [mode, directory], { execArgv })) as [ChildProcess, ChildProcess];
  const numpy = await Numpy.start();
  try {
    for (const n of sizes) for (const kind of kinds) if (kind !== "binary32") writeInputs(directory, kind, n);
    const contestants = { revectorized, plain, limits: compileLimits(directory), numpy };
    const rows: Measurement[] = [];
    for (const n of sizes) rows.push(...rowsOf(n, await measureSize(contestants, n), contestants));
    return [...rows, ...(await measureLenet(contestants))];
  } finally {
    for (const child of [revectorized, plain]) child.kill();
    numpy?.stop();
    rmSync(directory, { recursive: true });
  }
}

if (import.meta.main) {
  for (const { name, value, unit, limit, goal, note } of await benchGemm()) {
    const ratio = limit === null ? "" : ` of ${limit.toFixed(1)}: ratio ${(value / limit).toFixed(2)}`;
    const asked = goal !== null && "atLeastRatio" in goal ? `, goal ${goal.atLeastRatio}` : "";
    console.log(`${name}: ${value.toFixed(1)} ${unit}${ratio}${asked}${note === "" ? "" : ` (${note})`}`);
  }
}
