import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Kernel, MachineBuilder, declareBlock, defineBlock } from "@lnsim/kernel";
import type { Measurement } from "./measurement.ts";

const limitSource = fileURLToPath(new URL("limits/event-wheel.cpp", import.meta.url));
const rounds = 15;
/** Components and cycles of each row: about four million events. */
const sizes = [
  { components: 64, cycles: 2_000_000 },
  { components: 256, cycles: 500_000 },
];

const shape = declareBlock({
  kind: "minimal",
  state: { x: "value", s0: "value", s1: "value", s2: "value", hash: "value" },
  activities: { idle: { class: "idle" } },
});
const { x: X, s0: S0, s1: S1, s2: S2, hash: HASH } = shape.slot;

/** The component of limits/event-wheel.cpp, as a block of the real kernel: integers of 32 bits in its slots. */
function wake(kernel: Kernel, block: number, base: number): void {
  const state = kernel.state;
  const now = kernel.now;
  let x = state[base + X]! | 0;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  state[base + X] = x;
  switch (x & 3) {
    case 0:
      state[base + S0] = (state[base + S0]! + 1) | 0;
      break;
    case 1:
      state[base + S1] = (state[base + S1]! + state[base + S0]!) | 0;
      break;
    case 2:
      state[base + S2] = (state[base + S2]! | 0) ^ (state[base + S1]! | 0);
      break;
    default:
      state[base + S0] = state[base + S2]! & 255;
  }
  state[base + HASH] = Math.imul((state[base + HASH]! | 0) ^ (Math.imul(now, 31) + (state[base + S2]! | 0)), 16777619);
  kernel.wakeAt(block, now + 1 + ((x >>> 8) & 63));
}
const minimal = defineBlock(shape, wake);

interface Round {
  readonly events: number;
  readonly seconds: number;
  /** Hash of all components' hashes, in hexadecimal. */
  readonly hash: string;
}

function runOurs(components: number, cycles: number): Round {
  const machine = new MachineBuilder();
  for (let component = 0; component < components; component++) {
    const x = Math.imul(component + 1, 2654435761);
    machine.add({ name: `component ${component}`, kind: minimal, initial: { x, hash: 2166136261 | 0 } });
  }
  const kernel = machine.build();
  const start = performance.now();
  kernel.run({ until: cycles });
  const seconds = (performance.now() - start) / 1000;
  let hash = 2166136261 | 0;
  for (let component = 0; component < components; component++) hash = Math.imul(hash ^ kernel.state[kernel.base(component) + HASH]!, 16777619);
  return { events: kernel.events, seconds, hash: (hash >>> 0).toString(16).padStart(8, "0") };
}

/** One round of both variants of the limit; the faster one counts. */
function runLimit(program: string, components: number, cycles: number): Round {
  const output = execFileSync(program, [String(components), String(cycles), "1"], { encoding: "utf8" });
  const lines = output.trim().split("\n").map((line) => line.split(" "));
  const variants = lines.map(([, events, seconds, hash]) => ({ events: Number(events), seconds: Number(seconds), hash: hash! }));
  return variants.reduce((best, variant) => (variant.seconds < best.seconds ? variant : best));
}

/** The compiled limit, or null where there is no g++. */
function compileLimit(directory: string): string | null {
  const program = join(directory, "event-wheel");
  try {
    execFileSync("g++", ["-O3", "-march=native", "-o", program, limitSource], { stdio: "ignore" });
    return program;
  } catch {
    return null;
  }
}

function measure(program: string | null, components: number, cycles: number): Measurement {
  let value = 0;
  let limit: number | null = null;
  for (let round = 0; round < rounds; round++) {
    const ours = runOurs(components, cycles);
    value = Math.max(value, ours.events / ours.seconds / 1e6);
    if (program === null) continue;
    const bare = runLimit(program, components, cycles);
    if (bare.hash !== ours.hash || bare.events !== ours.events) throw new Error(`${components} components: hash ${ours.hash} after ${ours.events} events, the limit has ${bare.hash} after ${bare.events}`);
    limit = Math.max(limit ?? 0, bare.events / bare.seconds / 1e6);
  }
  const note = limit === null ? "limit not measured: no g++" : "limit: bare C++ timing wheel, same final hash";
  return { name: `event kernel, ${components} minimal components`, value, unit: "Mevent/s", limit, goal: { atLeastRatio: 0.5 }, note };
}

/** Events per second of minimal components on the kernel that every machine runs on, beside a bare C++ timing wheel. */
export function benchKernel(): readonly Measurement[] {
  const directory = mkdtempSync(join(tmpdir(), "lnsim-bench-"));
  try {
    const program = compileLimit(directory);
    return sizes.map(({ components, cycles }) => measure(program, components, cycles));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

if (import.meta.main) {
  for (const { name, value, unit, limit, note } of benchKernel()) {
    const ratio = limit === null ? "" : ` of ${limit.toFixed(1)}: ratio ${(value / limit).toFixed(2)}`;
    console.log(`${name}: ${value.toFixed(1)} ${unit}${ratio} (${note})`);
  }
}
