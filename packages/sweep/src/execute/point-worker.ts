// Runs points in a thread of its own, one after the other, until it is ended.
import * as mod from "node:module";
import { parentPort } from "node:worker_threads";
import type { RunHooks } from "@lnsim/simulator";
import { WorkerMemory } from "../share/worker-memory.ts";
import type { PointTask, WorkerReport } from "./worker-protocol.ts";

mod.enableCompileCache();
const { RunPlanner } = await import("@lnsim/simulator");
const { failureText, runPoint } = await import("./run-point.ts");

const memory = new WorkerMemory((kind, bytes) => say({ type: "part", part: { kind, bytes } }));
const planner = new RunPlanner();
const hooks: RunHooks = { memory, describe: (request) => planner.machine(request) };

function say(report: WorkerReport): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort!.postMessage(report);
}

parentPort!.on("message", async ({ point, parts }: PointTask) => {
  try {
    for (const { kind, bytes } of parts) memory.learn(kind, bytes);
    say({ type: "done", row: await runPoint(point, hooks) });
  } catch (error) {
    say({ type: "failed", error: failureText(error) });
  }
});

say({ type: "ready" });
