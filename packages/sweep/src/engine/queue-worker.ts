import { setTimeout as sleep } from "node:timers/promises";
import { availableParallelism } from "node:os";
import { LnsimError } from "@lnsim/contracts";
import { RunPlanner } from "@lnsim/simulator";
import type { DatabaseAddress } from "./address.ts";
import { differencesFrom } from "./environment.ts";
import { openResults } from "./open-results.ts";
import { PointQueues, type WaitingQueue } from "./point-queue.ts";
import { workOnQueue } from "./queue-session.ts";
import { QueueSlot } from "./queue-slot.ts";
import { requireJobs } from "../execute/require-jobs.ts";
import type { WorkerEvent } from "./worker-event.ts";

/** How a worker works. */
export interface WorkerOptions {
  /** Points at the same time; as many as there are cores by default. */
  readonly jobs?: number;
  /** Where files of points are looked for that are not where they were submitted; the current folder by default. */
  readonly folder?: string;
  /** Whether it ends when no points are left, instead of waiting for more; false by default. */
  readonly untilEmpty?: boolean;
  readonly signal: AbortSignal;
  readonly onEvent?: (event: WorkerEvent) => void;
}

/** How long a server that was there may be away. */
const patienceSeconds = 300;

/** How often an idle worker looks for queues. */
const idleMs = 1000;

/**
 * Takes points from a database and runs them until it is aborted.
 *
 * @throws {LnsimError} for a database that cannot be used; where all points that wait are for another version of lnsim or other
 * plugins than this machine has, with what differs; and where a point turns out to be another one here.
 */
export async function workOn(address: DatabaseAddress, options: WorkerOptions): Promise<void> {
  const { jobs = availableParallelism(), folder = process.cwd(), untilEmpty = false, signal, onEvent = () => undefined } = options;
  requireJobs(jobs);
  const { database, results } = await openResults(address, { create: true, patienceSeconds });
  onEvent({ type: "started", jobs });
  const queues = new PointQueues(database);
  const planner = new RunPlanner();
  const slots = Array.from({ length: jobs }, (_, number) => new QueueSlot({ results, planner, folder, onEvent }, number));
  try {
    while (!signal.aborted) {
      const queue = await firstFitting(await queues.waiting(), (each) => differencesFrom(each.environment, planner, folder), address.shown);
      if (queue !== undefined) await workOnQueue(queue.name, { database, queues, slots, signal });
      else if (untilEmpty) return;
      else await sleep(idleMs, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    await Promise.all(slots.map((slot) => slot.close()));
    await database.close();
  }
}

/** The first queue whose points this machine may run; undefined where there is none at all. */
async function firstFitting(queues: readonly WaitingQueue[], differences: (queue: WaitingQueue) => Promise<readonly string[]>, shown: string): Promise<WaitingQueue | undefined> {
  const refused: LnsimError[] = [];
  for (const queue of queues) {
    const found = await differences(queue);
    if (found.length === 0) return queue;
    refused.push(otherEnvironment(queue, found, shown));
  }
  if (refused.length > 1) throw new AggregateError(refused, "no queue has points for this worker");
  if (refused.length === 1) throw refused[0]!;
  return undefined;
}

function otherEnvironment({ points, environment }: WaitingQueue, differences: readonly string[], shown: string): LnsimError {
  const plugins = environment.plugins.map(({ kind, name }) => `${kind} ${name}`);
  return new LnsimError({
    code: "unsupported",
    message: `the ${points === 1 ? "point that waits was" : `${points} points that wait were`} submitted with another program than this worker is`,
    path: shown,
    found: differences.join("; "),
    expected: `lnsim ${environment.versions.lnsim}${plugins.length === 0 ? " without plugins from outside" : ` with ${plugins.join(", ")}`}`,
    remedy: "install the same version of lnsim and the same plugins here, or submit the sweep with those that are here",
  });
}
