import { hostname } from "node:os";
import { LnsimError } from "@lnsim/contracts";
import type { RunPlanner } from "@lnsim/simulator";
import { repeatCommand } from "../execute/repeat-command.ts";
import { WorkerSlot, type PointEnd, type PointLimits } from "../execute/worker-slot.ts";
import { resolvePoint } from "../plan/resolve-point.ts";
import type { DesignPoint } from "../point.ts";
import type { Attempt } from "../row.ts";
import type { SentPart } from "../share/shared-parts.ts";
import { PartExchange, storedParts } from "./part-exchange.ts";
import { requestOf, type QueuedPoint } from "./queued-point.ts";
import type { StoredResults } from "./stored-results.ts";
import type { WorkerEvent } from "./worker-event.ts";

/** What the slots of a worker have in common. */
export interface SlotSetting {
  readonly results: StoredResults;
  readonly planner: RunPlanner;
  /** Where files of points are looked for that are not where they were submitted. */
  readonly folder: string;
  readonly onEvent: (event: WorkerEvent) => void;
}

/** A try of a queued point: which one it is, and what ends it before its time. */
export interface PointTry {
  readonly attempt: number;
  readonly signal: AbortSignal;
}

/** Runs points of the queue in a thread, one at a time, and writes down what comes out. */
export class QueueSlot {
  readonly #setting: SlotSetting;
  readonly #name: string;
  readonly #parts: PartExchange;
  #found: SentPart[] = [];
  #limits: PointLimits = {};
  #slot: WorkerSlot;
  #running: Promise<unknown> = Promise.resolve();

  constructor(setting: SlotSetting, number: number) {
    this.#setting = setting;
    this.#name = `${hostname()}:${process.pid}/${number}`;
    this.#parts = new PartExchange(setting.results);
    this.#slot = this.#newSlot({});
  }

  /**
   * How a point ended, when that is written down.
   *
   * @throws {LnsimError} where the point is another one on this machine, or the database is lost; then it has not ended.
   */
  run(queued: QueuedPoint, how: PointTry): Promise<PointEnd["status"]> {
    const running = this.#run(queued, how);
    this.#running = running.catch(() => undefined);
    return running;
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /** Ends the thread and what it runs. */
  async close(): Promise<void> {
    this.#slot.abandon();
    await this.settled();
  }

  async #run(queued: QueuedPoint, { attempt, signal }: PointTry): Promise<PointEnd["status"]> {
    const { results, onEvent } = this.#setting;
    if (await results.has(queued.id)) {
      onEvent({ type: "known", id: queued.id, values: queued.values });
      return "done";
    }
    const point = await this.#resolve(queued);
    const parts = await this.#parts.sendFor(point);
    if (signal.aborted) return "abandoned";
    const abandon = (): void => this.#slot.abandon();
    signal.addEventListener("abort", abandon, { once: true });
    try {
      this.#slotFor(queued.limits);
      const { id, values, request } = point;
      const started = { at: new Date().toISOString(), ms: performance.now() };
      this.#found = [];
      const end = await this.#slot.run({ point: { id, values, request }, parts });
      const seconds = (performance.now() - started.ms) / 1000;
      await this.#record(end, { point, attempt: this.#attempt(point, end, { attempt, startedAt: started.at, seconds }) });
      return end.status;
    } finally {
      signal.removeEventListener("abort", abandon);
    }
  }

  /** The point as this machine has it. @throws {LnsimError} where that is another one. */
  async #resolve(queued: QueuedPoint): Promise<DesignPoint> {
    const { planner, folder } = this.#setting;
    const submitted = requestOf(queued);
    let refusal: unknown;
    for (const request of [submitted, { ...submitted, folder }]) {
      try {
        const point = await resolvePoint(request, queued.values, planner);
        if (point.id === queued.id) return point;
      } catch (error) {
        refusal = error;
      }
    }
    throw otherPoint(queued, refusal);
  }

  #slotFor(limits: PointLimits): void {
    if (limits.seconds === this.#limits.seconds && limits.memoryMib === this.#limits.memoryMib) return;
    this.#slot.abandon();
    this.#limits = limits;
    this.#slot = this.#newSlot(limits);
  }

  #newSlot(limits: PointLimits): WorkerSlot {
    return new WorkerSlot(limits, { onPart: (part) => void this.#found.push(part), onLoss: () => this.#parts.forget() });
  }

  #attempt({ id, values, request }: DesignPoint, end: PointEnd, { attempt, startedAt, seconds }: Pick<Attempt, "attempt" | "startedAt" | "seconds">): Attempt {
    return { id, values, attempt, worker: this.#name, startedAt, seconds, status: end.status, error: end.status === "failed" ? end.error : null, command: repeatCommand(request) };
  }

  async #record(end: PointEnd, { point, attempt }: { readonly point: DesignPoint; readonly attempt: Attempt }): Promise<void> {
    const { results, onEvent } = this.#setting;
    const rows = end.status === "done" ? [end.row] : [];
    await results.add({ rows, attempts: [attempt], parts: storedParts(point, this.#found) });
    const { id, values } = point;
    const { attempt: number, seconds } = attempt;
    if (end.status === "done") onEvent({ type: "done", id, values, figures: end.row.figures, seconds, attempt: number });
    else if (end.status === "failed") onEvent({ type: "failed", id, values, error: end.error, command: attempt.command!, attempt: number });
    else onEvent({ type: "abandoned", id, values });
  }
}

function otherPoint({ id, values }: QueuedPoint, refusal: unknown): LnsimError {
  const point = Object.entries(values).map(([path, value]) => `${path}=${value}`).join(" ");
  const why = refusal instanceof AggregateError ? (refusal.errors[0] as unknown) : refusal;
  return new LnsimError({
    code: "invalid-combination",
    message: "a point of the queue is another one on this machine",
    path: `point ${id.slice(0, 8)}${point === "" ? "" : ` ${point}`}`,
    found: why instanceof LnsimError ? `${why.message}${why.path === undefined ? "" : `: ${why.path}`}` : "a machine, a trace, prices or mappings that differ",
    expected: "the files that the sweep was submitted with",
    remedy: "start the worker in a folder with the same files, as the sweep file has them around it",
  });
}
