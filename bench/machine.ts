import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { RunRequest } from "@lnsim/simulator";
import type { MachineReply } from "./machine-worker.ts";
import type { Measurement } from "./measurement.ts";

const worker = fileURLToPath(new URL("machine-worker.ts", import.meta.url));
const chip = { machine: "lns-madam-chip", numerics: false } as const;
const megabyte = 1e6;
const mostMegabytes = 500;
/** Other load only ever adds to the time of a short run: the shortest of so many processes counts. */
const processes = 3;

/** A training iteration that is timed, its name in the table, and the seconds that it may take. */
interface Iteration {
  readonly name: string;
  readonly request: RunRequest;
  readonly atMostSeconds: number;
  readonly processes: number;
}

const fastForwarded: Iteration = { name: "ResNet-50, batch 32, one training iteration on lns-madam-chip", request: { ...chip, trace: "resnet50" }, atMostSeconds: 2, processes };
const exact: Iteration = { name: "the same with --exact", request: { ...chip, trace: "resnet50", exact: "burst" }, atMostSeconds: 20, processes: 1 };
const bert: Iteration = { name: "BERT-Large, batch 32, the same", request: { ...chip, trace: "bert-large" }, atMostSeconds: 5, processes };
const gpt: Iteration = {
  name: "GPT of 10^12 parameters, batch 32, dram.capacity=unbounded, the same",
  request: { ...chip, trace: "gpt:1t", set: ["dram.capacity=unbounded"] },
  atMostSeconds: 60,
  processes: 1,
};

/**
 * One training iteration of large models on the chip: seconds, simulated cycles and multiply-accumulates per CPU second, and memory.
 *
 * @throws Error when fast-forward and `--exact` find different things
 */
export function benchMachine(): readonly Measurement[] {
  const skipped = best(fastForwarded);
  const stepped = best(exact);
  if (skipped.hash !== stepped.hash) throw new Error("ResNet-50 with fast-forward and with --exact differ in more than how they were simulated");
  return [
    ...rowsOf(fastForwarded, skipped),
    ...rowsOf(exact, stepped, "equal to it in everything but `simulation`; "),
    ...rowsOf(bert, best(bert)),
    ...rowsOf(gpt, best(gpt)),
  ];
}

function rowsOf({ name, atMostSeconds }: Iteration, { wallSeconds, cpuSeconds, cycles, macs, peakBytes }: MachineReply, remark = ""): readonly Measurement[] {
  const rates = `${shown(cycles / cpuSeconds)} simulated cycles and ${shown(macs / cpuSeconds)} MAC a CPU second`;
  return [
    { name, value: wallSeconds, unit: "s", limit: null, goal: { atMost: atMostSeconds }, note: `${remark}${cpuSeconds.toFixed(2)} CPU s on all threads; ${rates}` },
    { name: `${name}: peak memory`, value: peakBytes / megabyte, unit: "MB", limit: null, goal: { atMost: mostMegabytes } },
  ];
}

/** A figure in two digits, such as 2.1e7. */
function shown(rate: number): string {
  return rate.toExponential(1).replace("e+", "e");
}

/** The shortest run of as many processes as it asks for. */
function best({ request, processes: count }: Iteration): MachineReply {
  const replies = Array.from({ length: count }, () => takeRun(request));
  return replies.reduce((shortest, reply) => (reply.wallSeconds < shortest.wallSeconds ? reply : shortest));
}

/** The fastest of so many runs in a process of its own; the first ones warm the code up. */
export function takeRun(request: RunRequest, runs = 1): MachineReply {
  const args = ["--conditions=@lnsim/source", worker, JSON.stringify(request), String(runs)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as MachineReply;
}
