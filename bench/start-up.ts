import { spawnSync } from "node:child_process";
import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";
import type { Measurement } from "./measurement.ts";

const binaries = fileURLToPath(new URL("../node_modules/.bin/", import.meta.url));
const env = { ...process.env, PATH: `${binaries}${delimiter}${process.env.PATH}` };
const runs = 15;

/** How much longer `lnsim --help` takes than a Node that does nothing: medians of alternating runs on the same Node. */
export function benchStartUp(): Measurement[] {
  const idleMs: number[] = [];
  const helpMs: number[] = [];
  for (let run = 0; run < runs; run++) {
    idleMs.push(timeMs("node", ["-e", "0"]));
    helpMs.push(timeMs(`${binaries}lnsim`, ["--help"]));
  }
  const [idle, help] = [median(idleMs), median(helpMs)];
  const note = `${help.toFixed(0)} ms, node -e 0 ${idle.toFixed(0)} ms, Node ${process.versions.node}`;
  return [{ name: "lnsim --help above node -e 0", value: help - idle, unit: "ms", limit: null, goal: { atMost: 60 }, note }];
}

function timeMs(command: string, args: readonly string[]): number {
  const start = performance.now();
  const { status, error } = spawnSync(command, args, { stdio: "ignore", env });
  const elapsed = performance.now() - start;
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${error?.message ?? status}`);
  return elapsed;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
