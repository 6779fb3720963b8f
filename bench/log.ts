import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { nearestEven, withDefaults, type LogAccumulateDatapath, type NumberFormat } from "@lnsim/contracts";
import { createRandom, log } from "@lnsim/elementary";
import { lnsLogPlugin } from "@lnsim/format-lns-log";
import { createEngine, referenceLogGemm, type GemmOperands, type LogGemm } from "@lnsim/numerics";
import type { Measurement } from "./measurement.ts";

const limitSource = fileURLToPath(new URL("limits/log-gemm.cpp", import.meta.url));
const n = 256;
const rounds = 8;
const roundMilliseconds = 60;
/** Differences that the limit's tables of bytes hold; both tables are 0 beyond. */
const tableBytes = 256;

const qaa13: NumberFormat = lnsLogPlugin.create(withDefaults(lnsLogPlugin.parameters, { bits: 13, fractionBits: 5 }), "lns-log:bits=13,fractionBits=5");

/** The published 13-bit datapath in one of its orders. */
function datapathOf(order: LogAccumulateDatapath["order"]): LogAccumulateDatapath {
  const family = qaa13.datapath!;
  const datapath = family.create({ ...withDefaults(family.parameters), order });
  if (datapath.kind !== "log") throw new Error(`the datapath of ${qaa13.id} is ${datapath.kind}, the bench needs log`);
  return datapath;
}

/** Roughly what training holds: magnitudes spread over octaves, and an eighth of all values zero. */
function createOperands(): GemmOperands {
  const random = createRandom(n, "log bench");
  const [a, b] = [0, 1].map(() => {
    const values = Float64Array.from({ length: n * n }, () => {
      const value = log(random.nextFloat() + 1e-9) * (random.nextBelow(2) * 2 - 1);
      return random.nextBelow(8) === 0 ? 0 : value;
    });
    const codes = new Uint16Array(n * n);
    qaa13.encode(values, 1, nearestEven, codes);
    return codes;
  }) as [Uint16Array, Uint16Array];
  return { m: n, n, k: n, a, b };
}

function expectedCodes(datapath: LogAccumulateDatapath, operands: GemmOperands): Uint16Array {
  const out = new Uint16Array(n * n);
  referenceLogGemm(datapath, operands, out);
  return out;
}

/** Writes what the limit reads: operands, expected results, and magnitudes of both tables. */
function writeInputs(directory: string, operands: GemmOperands, expected: Uint16Array): void {
  const { deltaSame, deltaOpposite } = datapathOf("ascending");
  const tables = new Uint8Array(2 * tableBytes);
  for (const [index, table] of [deltaSame, deltaOpposite].entries()) {
    for (let d = index; d < table.length; d++) {
      if (Math.abs(table[d]!) > 255 || (d >= tableBytes && table[d] !== 0)) throw new Error("the tables do not fit the limit's bytes");
      if (d < tableBytes) tables[index * tableBytes + d] = Math.abs(table[d]!);
    }
  }
  const files = { [`la${n}`]: operands.a, [`lb${n}`]: operands.b, [`lc${n}`]: expected, lt: tables };
  for (const [name, data] of Object.entries(files)) writeFileSync(join(directory, `${name}.bin`), data);
}

/** The compiled limit, or why there is none. */
function compileLimit(directory: string): { readonly program: string } | { readonly missing: string } {
  const program = join(directory, "log-gemm");
  try {
    execFileSync("g++", ["-O3", "-march=native", "-o", program, limitSource], { stdio: ["ignore", "ignore", "pipe"] });
    return { program };
  } catch (error) {
    const isAbsent = (error as { code?: string }).code === "ENOENT";
    return { missing: isAbsent ? "limit not measured: no g++" : "limit not measured: it needs AVX2" };
  }
}

function runLimit(program: string, directory: string): number {
  const reply = JSON.parse(execFileSync(program, [directory, String(n), String(roundMilliseconds)], { encoding: "utf8" })) as { gmacPerSecond: number; exact: boolean };
  if (!reply.exact) throw new Error("the C++ limit of the log-domain GEMM computes other codes than the reference");
  return reply.gmacPerSecond;
}

/** Gmac/s of the best run in one round, in CPU time of this process. */
function runOurs(gemm: LogGemm, operands: GemmOperands, out: Uint16Array): number {
  let best = Infinity;
  for (const start = cpuSeconds(); cpuSeconds() - start < roundMilliseconds / 1000; ) {
    const before = cpuSeconds();
    gemm.run(operands, out);
    best = Math.min(best, cpuSeconds() - before);
  }
  return n ** 3 / best / 1e9;
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[(values.length - 1) >> 1]!;
}

/** Rates of the log-domain GEMM at 13 bits in both orders, the ascending one beside a C++ limit; medians of rounds in turns. */
export function benchLog(): Measurement[] {
  const directory = mkdtempSync(join(tmpdir(), "lnsim-bench-"));
  try {
    const operands = createOperands();
    const engine = createEngine();
    const orders = (["ascending", "tree-of-16"] as const).map((order) => {
      const datapath = datapathOf(order);
      return { order, gemm: engine.logGemm(datapath), expected: expectedCodes(datapath, operands), rates: [] as number[] };
    });
    writeInputs(directory, operands, orders[0]!.expected);
    const limit = compileLimit(directory);
    const limits: number[] = [];
    for (let round = 0; round < rounds; round++) {
      if ("program" in limit) limits.push(runLimit(limit.program, directory));
      for (const { order, gemm, expected, rates } of orders) {
        const out = new Uint16Array(n * n);
        rates.push(runOurs(gemm, operands, out));
        if (out.some((code, index) => code !== expected[index])) throw new Error(`our log-domain GEMM (${order}) computes other codes than the reference`);
      }
    }
    return orders.map(({ order, rates }) => rowOf(order, rates, limits, "missing" in limit ? limit.missing : undefined));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function rowOf(order: LogAccumulateDatapath["order"], rates: readonly number[], limits: readonly number[], missing: string | undefined): Measurement {
  const common = { name: `QAA-LNS 13-bit GEMM ${n}, ${order}`, value: median(rates), unit: "Gmac/s" };
  if (order !== "ascending") return { ...common, limit: null, goal: null, note: "log-domain sums" };
  const note = missing ?? "limit: C++ AVX2 on the same inputs; medians, CPU time; goal printed, no gate";
  return { ...common, limit: limits.length === 0 ? null : median(limits), goal: { atLeastRatio: 0.2 }, note };
}

if (import.meta.main) {
  for (const { name, value, unit, limit, note } of benchLog()) {
    const ratio = limit === null ? "" : ` of ${limit.toFixed(2)}: ratio ${(value / limit).toFixed(2)}`;
    console.log(`${name}: ${value.toFixed(2)} ${unit}${ratio} (${note})`);
  }
}
