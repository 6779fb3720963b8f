import { runSystolicValues, type SystolicDataflow } from "@lnsim/hardware";
import { fixedKinds, randomCodes } from "./gemm-kinds.ts";
import { takeRun } from "./machine.ts";
import type { Measurement } from "./measurement.ts";

/**
 * What peers do per CPU second, from runs of ours on a machine of two cores: ONNXim (a1e8629) times products on its
 * 16 x 16 array behind DRAM, STONNE (22634b8) multiplies with values.
 */
const onnximMegacycles = 0.2;
const stonneMegamacs = 1.4;
const asked = { onnxim: { atLeastRatio: 10 }, stonne: { atLeastRatio: 20 } } as const;

const dataflows: readonly SystolicDataflow[] = ["os", "ws"];
const timingSize = 256;
const valueSize = 128;
/** Runs in a process, of which the fastest counts: the first ones warm the code up. */
const runs = { timing: 40, values: 12 } as const;
const array = { rows: 16, columns: 16 } as const;

/** Products on a 16 x 16 systolic array, stepped: timed behind DRAM and with ideal memory, and with codes that pass through its registers. */
export function benchSystolic(): readonly Measurement[] {
  return [...dataflows.flatMap((dataflow) => [timing(dataflow, "hierarchy"), timing(dataflow, "ideal")]), ...dataflows.map(values)];
}

function timing(dataflow: SystolicDataflow, memory: "hierarchy" | "ideal"): Measurement {
  const trace = `gemm:${timingSize},${timingSize},${timingSize}`;
  const set = [`dataflow=${dataflow}`, `memory.kind=${memory}`, `array.rows=${array.rows}`, `array.columns=${array.columns}`];
  const { cycles, cpuSeconds } = takeRun({ machine: "systolic", numerics: false, trace, passes: ["fprop"], set, exact: "burst" }, runs.timing);
  return {
    name: `timing of a GEMM ${timingSize} on a 16 x 16 systolic array, ${dataflow}, ${memory === "hierarchy" ? "behind DRAM" : "ideal memory"}`,
    value: cycles / cpuSeconds / 1e6,
    unit: "Mcycle/s",
    limit: onnximMegacycles,
    goal: memory === "hierarchy" ? asked.onnxim : null,
    note: "per CPU second, --exact; limit: ONNXim a1e8629, a figure of another run",
  };
}

function values(dataflow: SystolicDataflow): Measurement {
  const { format, datapath } = fixedKinds.lns8;
  const n = valueSize;
  const [a, b] = ["a", "b"].map((stream) => randomCodes(format, n * n, n, stream)) as [Uint8Array, Uint8Array];
  let rate = 0;
  for (let run = 0; run < runs.values; run++) {
    const before = process.cpuUsage();
    const { macs } = runSystolicValues({ m: n, n, k: n, a, b, datapath, dataflow, ...array });
    const { user, system } = process.cpuUsage(before);
    rate = Math.max(rate, macs / (user + system));
  }
  return {
    name: `LNS8 codes of a GEMM ${n} through a 16 x 16 systolic array, ${dataflow}`,
    value: rate,
    unit: "Mmac/s",
    limit: stonneMegamacs,
    goal: asked.stonne,
    note: "per CPU second; limit: STONNE 22634b8, a figure of another run",
  };
}
