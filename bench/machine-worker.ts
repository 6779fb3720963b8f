// Runs a request in a process of its own, so many times, and prints what the fastest run took:
//
//   machine-worker.ts REQUEST RUNS
import { createHash } from "node:crypto";
import { run, type RunRequest } from "@lnsim/simulator";

/** What a run took, the loading of the program apart. */
export interface MachineReply {
  readonly wallSeconds: number;
  /** User and system time of all threads: that of the compiler and the garbage collector too. */
  readonly cpuSeconds: number;
  readonly cycles: number;
  readonly macs: number;
  /** The most memory that the process ever held. */
  readonly peakBytes: number;
  /** SHA-256 of everything that was found but how it was simulated. */
  readonly hash: string;
}

if (import.meta.main) {
  const [request, runs] = process.argv.slice(2);
  let fastest: MachineReply | undefined;
  for (let done = 0; done < Number(runs); done++) {
    const reply = await take(JSON.parse(request!) as RunRequest);
    if (fastest === undefined || reply.cpuSeconds < fastest.cpuSeconds) fastest = reply;
  }
  console.log(JSON.stringify(fastest));
}

async function take(request: RunRequest): Promise<MachineReply> {
  const before = process.cpuUsage();
  const started = performance.now();
  const result = (await run(request))!;
  const wallSeconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  const { simulation: _simulation, ...found } = result;
  const hash = createHash("sha256");
  for (const [name, part] of Object.entries(found)) hash.update(`${name} ${JSON.stringify(part)}\n`);
  const { perStep: cycles, byOp } = found.cycles!;
  return { wallSeconds, cpuSeconds: (user + system) / 1e6, cycles, macs: byOp.reduce((sum, op) => sum + op.macs, 0), peakBytes, hash: hash.digest("hex") };
}
