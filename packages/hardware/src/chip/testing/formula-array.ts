import type { ComputeArray, Job } from "../job/job.ts";

/** An array whose jobs take what a formula says: for tests of the outer machine. */
export function formulaArray(macsPerCycle: number): ComputeArray {
  const cyclesOf = (job: Job): number => 7 + Math.ceil(job.kind === "gemm" ? (job.m * job.n * job.k) / macsPerCycle : job.elements / 32);
  return {
    actions: [{ block: "pe", action: "job" }],
    activities: [
      { block: "pe", name: "fill", class: "stall", cause: "fill" },
      { block: "pe", name: "multiply", class: "work" },
    ],
    workers: ["pe"],
    macsPerCycle,
    run(job) {
      const cycles = cyclesOf(job);
      return { cycles, counts: Float64Array.of(1), activity: Float64Array.of(7, cycles - 7), events: 1 };
    },
    open() {
      throw new Error("there is nothing inside a formula");
    },
    issuedSlots: (job) => (job.kind === "gemm" ? job.m * job.n * job.k : 0),
    lowerBound: (job) => cyclesOf(job) - 7,
  };
}
