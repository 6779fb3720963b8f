/**
 * Measures us against what is possible and prints one table. Exits with 0 whatever the figures are, and with 1 only when
 * something could not run; a machine without g++ has no limits to compare with, and the table says so.
 *
 *   npm run bench -- [--json] [PART ...]
 *
 * Parts: gemm, log, step, kernel, machine, systolic, recording, inspector, sweep, start-up; all of them unless some are named. `--json`: the rows as JSON.
 */
import { benchGemm } from "./gemm.ts";
import { benchInspector } from "./inspector.ts";
import { benchKernel } from "./kernel.ts";
import { benchLenetStep } from "./lenet-step.ts";
import { benchLog } from "./log.ts";
import { benchMachine } from "./machine.ts";
import { isMet, type Measurement } from "./measurement.ts";
import { benchRecording } from "./recording.ts";
import { benchStartUp } from "./start-up.ts";
import { benchSweep } from "./sweep.ts";
import { benchSystolic } from "./systolic.ts";
import { formatTable } from "./table.ts";

type Bench = () => Promise<readonly Measurement[]> | readonly Measurement[];

const options = process.argv.slice(2).filter((argument) => argument.startsWith("--"));
const parts = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));

const benches: { readonly [part: string]: { readonly name: string; readonly run: Bench } } = {
  gemm: { name: "GEMMs", run: benchGemm },
  log: { name: "the log-domain GEMM", run: benchLog },
  step: { name: "a training step", run: benchLenetStep },
  kernel: { name: "the event kernel", run: benchKernel },
  machine: { name: "large models on the chip", run: benchMachine },
  systolic: { name: "systolic arrays", run: benchSystolic },
  recording: { name: "recordings", run: benchRecording },
  inspector: { name: "the inspector", run: benchInspector },
  sweep: { name: "a sweep of a thousand points", run: benchSweep },
  "start-up": { name: "start-up", run: benchStartUp },
};

const unknown = [...parts.filter((part) => !(part in benches)), ...options.filter((option) => option !== "--json")];
if (unknown.length > 0) {
  console.error(`there is no ${unknown.join(", ")}: npm run bench -- [--json] [${Object.keys(benches).join(" | ")}] ...`);
  process.exit(2);
}

const rows: Measurement[] = [];
for (const [part, { name, run }] of Object.entries(benches)) {
  if (parts.length > 0 && !parts.includes(part)) continue;
  console.error(`measuring ${name} ...`);
  try {
    rows.push(...(await run()));
  } catch (error) {
    console.error(`${name} could not be measured:`, error);
    process.exitCode = 1;
  }
}
console.log(options.includes("--json") ? JSON.stringify(rows.map((row) => ({ ...row, isMet: isMet(row) })), null, 1) : formatTable(rows));
