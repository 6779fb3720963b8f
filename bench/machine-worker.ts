// Times one run in a process of its own: CPU seconds, and the most memory it held.
import { run, type RunRequest } from "@lnsim/simulator";

const request = JSON.parse(process.argv[2]!) as RunRequest;
// Rates are those of warm code; a long run is warm soon enough.
for (let warmUp = 0; warmUp < Number(process.argv[3]); warmUp++) await run(request);
const before = process.cpuUsage();
const result = await run(request);
const { user, system } = process.cpuUsage(before);
const { cycles } = result!;
const macs = cycles!.byOp.reduce((sum, op) => sum + op.macs, 0);
const comparable = JSON.stringify({ ...result, simulation: null });
console.log(JSON.stringify({ seconds: (user + system) / 1e6, cycles: cycles!.perStep, macs, peakBytes: process.resourceUsage().maxRSS * 1024, comparable: comparable.length > 2 ** 24 ? "" : comparable }));
