import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { nearestEven } from "@lnsim/contracts";
import { createRandom, log } from "@lnsim/elementary";
import { countingFixedGemm } from "@lnsim/numerics";
import type { GemmReply, GemmRequest } from "./gemm-worker.ts";
import { lns8, lns8Datapath } from "./lns8.ts";
import type { Measurement } from "./measurement.ts";

const limitSource = fileURLToPath(new URL("limits/lns-gemm.cpp", import.meta.url));
const worker = fileURLToPath(new URL("gemm-worker.ts", import.meta.url));
const sizes = [256, 512];
const rounds = 24;
const roundMilliseconds = 50;

/** What one round of the limit prints. */
interface LimitReply {
  readonly gmacPerSecond: number;
  readonly exact: boolean;
}

/** Writes the operands a{n}.bin and b{n}.bin, and the accumulators c{n}.bin that both sides must reach. */
function writeInputs(directory: string, n: number): void {
  const random = createRandom(n, "bench");
  const [a, b] = ["a", "b"].map((name) => {
    // Roughly what training holds: magnitudes spread over octaves, and an eighth of all values zero.
    const values = Float64Array.from({ length: n * n }, () => {
      const value = log(random.nextFloat() + 1e-9) * (random.nextBelow(2) * 2 - 1);
      return random.nextBelow(8) === 0 ? 0 : value / 21;
    });
    const codes = new Uint8Array(n * n);
    lns8.encode(values, 1, nearestEven, codes);
    writeFileSync(join(directory, `${name}${n}.bin`), codes);
    return codes;
  });
  const expected = new Int32Array(n * n);
  countingFixedGemm(lns8Datapath(), { m: n, n, k: n, a: a!, b: b! }, expected);
  writeFileSync(join(directory, `c${n}.bin`), expected);
}

/** The compiled limit, or why there is none. */
function compileLimit(directory: string): { readonly program: string } | { readonly missing: string } {
  const program = join(directory, "lns-gemm");
  try {
    execFileSync("g++", ["-O3", "-march=native", "-o", program, limitSource], { stdio: ["ignore", "ignore", "pipe"] });
    return { program };
  } catch (error) {
    const isAbsent = (error as { code?: string }).code === "ENOENT";
    return { missing: isAbsent ? "limit not measured: no g++" : "limit not measured: it needs AVX2 and FMA" };
  }
}

function runLimit(program: string, directory: string, n: number): number {
  const reply = JSON.parse(execFileSync(program, [directory, String(n), String(roundMilliseconds)], { encoding: "utf8" })) as LimitReply;
  if (!reply.exact) throw new Error(`the C++ limit computes other accumulators than the reference at ${n}`);
  return reply.gmacPerSecond;
}

async function ask(child: ChildProcess, request: Omit<GemmRequest, "milliseconds">): Promise<GemmReply> {
  child.send({ ...request, milliseconds: roundMilliseconds });
  const [reply] = (await once(child, "message")) as [GemmReply];
  if (!reply.exact) throw new Error(`our GEMM computes other accumulators than the reference at ${request.n}`);
  return reply;
}

/**
 * The median rates of several rounds, in each of which the limit and every child had its turn: a processor that changes its
 * clock in between changes it for all of them, and no single round decides.
 */
async function measureSize(children: readonly ChildProcess[], limitOf: (n: number) => number | null, n: number): Promise<Medians> {
  const limits: number[] = [];
  const replies = { lns8: children.map((): GemmReply[] => []), binary32: children.map((): GemmReply[] => []) };
  for (let round = 0; round < rounds; round++) {
    const limit = limitOf(n);
    if (limit !== null) limits.push(limit);
    for (const [index, child] of children.entries()) {
      for (const kind of ["lns8", "binary32"] as const) replies[kind][index]!.push(await ask(child, { kind, n }));
    }
  }
  return {
    limit: limits.length === 0 ? null : median(limits, (rate) => rate),
    lns8: replies.lns8.map((each) => median(each, (reply) => reply.gmacPerSecond)),
    binary32: replies.binary32.map((each) => median(each, (reply) => reply.gmacPerSecond)),
  };
}

interface Medians {
  readonly limit: number | null;
  /** One a child. */
  readonly lns8: readonly GemmReply[];
  readonly binary32: readonly GemmReply[];
}

/** The item in the middle, the lower one of two. */
function median<Item>(items: readonly Item[], rate: (item: Item) => number): Item {
  return items.toSorted((a, b) => rate(a) - rate(b))[(items.length - 1) >> 1]!;
}

function rowsOf(n: number, medians: Medians, missing: string | undefined): Measurement[] {
  const [revectorized, plain] = medians.lns8 as [GemmReply, GemmReply];
  const path = revectorized.revectorized ? undefined : `not revectorized: ${revectorized.reason}`;
  const note = [path, missing ?? "limit: C++ AVX2 on the same inputs; medians, CPU time"].filter((part) => part !== undefined).join("; ");
  const common = { unit: "Gmac/s", limit: medians.limit, note };
  const float = { unit: "Gmac/s", limit: null, goal: null };
  const rounded = "multiply and add rounded separately, ascending k";
  return [
    { name: `LNS8 GEMM ${n}, revectorized`, value: revectorized.gmacPerSecond, goal: { atLeastRatio: 0.8 }, ...common },
    { name: `LNS8 GEMM ${n}, plain WebAssembly`, value: plain.gmacPerSecond, goal: { atLeastRatio: 0.5 }, ...common, note: missing ?? "" },
    { name: `binary32 GEMM ${n}, revectorized`, value: medians.binary32[0]!.gmacPerSecond, ...float, note: rounded },
    { name: `binary32 GEMM ${n}, plain WebAssembly`, value: medians.binary32[1]!.gmacPerSecond, ...float, note: rounded },
  ];
}

/** Rates of the bit-true LNS8 GEMM on both compiled paths beside the C++ limit, and of the binary32 GEMM. */
export async function benchGemm(): Promise<Measurement[]> {
  const directory = mkdtempSync(join(tmpdir(), "lnsim-bench-"));
  const execArgv = ["--conditions=@lnsim/source"];
  const children: ChildProcess[] = [];
  try {
    for (const n of sizes) writeInputs(directory, n);
    const limit = compileLimit(directory);
    for (const mode of ["revectorized", "plain"]) children.push(fork(worker, [mode, directory], { execArgv }));
    const rows: Measurement[] = [];
    for (const n of sizes) {
      const limitOf = (size: number): number | null => ("program" in limit ? runLimit(limit.program, directory, size) : null);
      const medians = await measureSize(children, limitOf, n);
      rows.push(...rowsOf(n, medians, "missing" in limit ? limit.missing : undefined));
    }
    return rows;
  } finally {
    for (const child of children) child.kill();
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
