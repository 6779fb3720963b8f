import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { RunRequest } from "@lnsim/simulator";
import type { Measurement } from "./measurement.ts";

/** What one run took, in a process of its own. */
interface Taken {
  readonly seconds: number;
  readonly cycles: number;
  readonly macs: number;
  readonly peakBytes: number;
  /** Everything but how it was simulated. */
  readonly comparable: string;
}

/** Cycles per CPU second of ONNXim a1e8629 on its 16 x 16 array (own run of it, two cores), and the ratio we want. */
const onnxim = { cyclesPerSecond: 2e5, wanted: 10 };
const megabyte = 2 ** 20;

/** One training iteration of large models on the chip, in CPU seconds; fast-forwarded and stepped; and a product on a systolic array behind DRAM. */
export function benchMachines(): readonly Measurement[] {
  const chip = { machine: "lns-madam-chip", numerics: false } as const;
  const fast = take({ ...chip, trace: "resnet50" });
  const stepped = take({ ...chip, trace: "resnet50", exact: "burst" });
  if (fast.comparable !== stepped.comparable) throw new Error("ResNet-50 with fast-forward differs from --exact");
  const bert = take({ ...chip, trace: "bert-large" });
  const gpt = take({ ...chip, trace: "gpt:1t", set: ["dram.capacity=unbounded"] });
  const product = take({ machine: "systolic", numerics: false, trace: "gemm:256,256,256", passes: ["fprop"], set: ["memory.kind=hierarchy"], exact: "burst" }, 5);
  return [
    ...rows("ResNet-50, batch 32, a training iteration on the chip", fast, 2),
    ...rows("the same with --exact, and equal", stepped, 20),
    ...rows("BERT-Large, batch 32, a training iteration on the chip", bert, 5),
    ...rows("GPT with 10^12 parameters, batch 32, unbounded DRAM", gpt, 60),
    {
      name: "GEMM 256^3 on a 16 x 16 systolic array behind DRAM, stepped",
      value: product.cycles / product.seconds / onnxim.cyclesPerSecond,
      unit: "ONNXim",
      limit: 1,
      goal: { atLeastRatio: onnxim.wanted },
      note: "cycles per CPU second, in units of ONNXim's 2e5",
    },
  ];
}

function rows(name: string, { seconds, cycles, macs, peakBytes }: Taken, goalSeconds: number): readonly Measurement[] {
  const rate = `${(cycles / seconds).toExponential(1)} cycles and ${(macs / seconds).toExponential(1)} MACs a CPU second`;
  return [
    { name, value: seconds, unit: "CPU s", limit: null, goal: { atMost: goalSeconds }, note: rate },
    { name: `${name}: peak memory`, value: peakBytes / megabyte, unit: "MiB", limit: null, goal: { atMost: 500 } },
  ];
}

function take(request: RunRequest, warmUps = 0): Taken {
  const worker = fileURLToPath(new URL("machine-worker.ts", import.meta.url));
  const text = execFileSync(process.execPath, ["--conditions=@lnsim/source", worker, JSON.stringify(request), String(warmUps)], { encoding: "utf8", maxBuffer: 2 ** 28 });
  return JSON.parse(text) as Taken;
}
