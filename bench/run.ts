/**
 * Measures us against what is possible and prints one table. Exits with 0 whatever the figures are, and with 1 only when
 * something could not run; a machine without g++ has no limits to compare with, and the table says so.
 */
import { benchGemm } from "./gemm.ts";
import { benchKernel } from "./kernel.ts";
import { benchLenetStep } from "./lenet-step.ts";
import { benchLog } from "./log.ts";
import { benchMachines } from "./machine.ts";
import type { Measurement } from "./measurement.ts";
import { benchStartUp } from "./start-up.ts";
import { formatTable } from "./table.ts";

type Bench = () => Promise<readonly Measurement[]> | readonly Measurement[];

const benches: readonly (readonly [name: string, run: Bench])[] = [
  ["GEMMs", benchGemm],
  ["the log-domain GEMM", benchLog],
  ["a training step", benchLenetStep],
  ["the event kernel", benchKernel],
  ["large models on machines", benchMachines],
  ["start-up", benchStartUp],
];

const rows: Measurement[] = [];
for (const [name, run] of benches) {
  console.error(`measuring ${name} ...`);
  try {
    rows.push(...(await run()));
  } catch (error) {
    console.error(`${name} could not be measured:`, error);
    process.exitCode = 1;
  }
}
console.log(formatTable(rows));
