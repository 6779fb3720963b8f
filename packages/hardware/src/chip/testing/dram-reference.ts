import type { DramValues } from "../dram/parameters.ts";
import { dramTiming } from "../dram/timing.ts";

/** A transfer that a channel is asked for: the request is visible in cycle `at`. */
export interface Transfer {
  readonly at: number;
  readonly engine: "load" | "store";
  readonly base: number;
  readonly segmentBytes: number;
  readonly strideBytes: number;
  readonly bytes: number;
  readonly pass: number;
}

/** The beginning of an op, or of a tile of one. */
export interface Boundary {
  readonly at: number;
  readonly isOp: boolean;
}

/** What a channel is put through, in cycles 0 … `cycles` - 1. Transfers and syncs are in order of time. */
export interface Scenario {
  readonly values: DramValues;
  readonly gigahertz: number;
  readonly channel: number;
  readonly transfers: readonly Transfer[];
  readonly syncs: readonly Boundary[];
  readonly cycles: number;
}

/** What a channel did. */
export interface Outcome {
  /** Cycles in which the ends of transfers are visible. */
  readonly loads: readonly number[];
  readonly stores: readonly number[];
  /** Counters by name, of passes by "name.index". */
  readonly counters: Readonly<Record<string, number>>;
  /** Cycles by activity. */
  readonly activities: Readonly<Record<string, number>>;
}

interface Run {
  readonly bank: number;
  readonly row: number;
  /** Bytes asked for of each burst. */
  readonly bursts: number[];
}

interface Held {
  readonly runs: Run[];
  readonly pass: number;
  reportAt: number;
}

interface Queue {
  readonly name: "load" | "store";
  readonly link: Transfer[];
  readonly held: Held[];
  /** As which one of all its next run became the next one. */
  since: number;
  readonly done: number[];
  previousReport: number;
}

interface Bank {
  open: number | null;
  activatedAt: number;
  /** Start of the last precharge. */
  prechargedAt: number;
  /** End of the last data. */
  dataEnd: number;
}

const never = -1e9;

/**
 * A channel of DRAM, cycle by cycle and burst by burst: what the block is held against. Slow and plain: transfers are taken
 * apart byte by byte, and every cycle asks again what is to be decided.
 */
export class ReferenceChannel {
  private readonly scenario: Scenario;
  private readonly timing: ReturnType<typeof dramTiming>;
  private readonly banks: Bank[];
  private readonly queues: Queue[];
  /** In parts of a cycle, `burstDenominator` of them. */
  private busFree = 0;
  private starts: number[] = [];
  private refreshEnd = 0;
  private nextRefresh: number;
  private overtaken = 0;
  private heads = 0;
  private readonly counters: Record<string, number> = {};
  private readonly painted: string[];
  private lastEnd = 0;

  constructor(scenario: Scenario) {
    this.scenario = scenario;
    this.timing = dramTiming(scenario.values, scenario.gigahertz);
    this.banks = Array.from({ length: scenario.values.banks }, () => ({ open: null, activatedAt: never, prechargedAt: never, dataEnd: never }));
    this.queues = (["load", "store"] as const).map((name) => ({
      name,
      link: scenario.transfers.filter(({ engine }) => engine === name),
      held: [],
      since: 0,
      done: [],
      previousReport: 0,
    }));
    this.nextRefresh = this.timing.tRfc > 0 ? this.timing.tRefi : Infinity;
    this.painted = new Array<string>(scenario.cycles).fill("idle");
  }

  run(): Outcome {
    const syncs = [...this.scenario.syncs];
    for (let now = 0; now < this.scenario.cycles; now++) {
      for (const queue of this.queues) this.report(queue, now);
      while (syncs[0]?.at === now) this.synchronise(now, syncs.shift()!.isOp);
      for (const queue of this.queues) this.accept(queue, now);
      while (this.decide(now));
    }
    const activities: Record<string, number> = {};
    for (const name of this.painted) activities[name] = (activities[name] ?? 0) + 1;
    const [load, store] = this.queues;
    const visible = (cycles: readonly number[]) => cycles.filter((cycle) => cycle < this.scenario.cycles);
    return { loads: visible(load!.done), stores: visible(store!.done), counters: this.counters, activities };
  }

  private synchronise(now: number, isOp: boolean): void {
    const { refreshSync } = this.scenario.values;
    if (refreshSync === "free" || this.timing.tRfc === 0) return;
    const isEarly = refreshSync === "tile" && this.nextRefresh - now <= Math.floor(this.timing.tRefi / 4);
    if (isOp || isEarly || this.nextRefresh <= now) this.nextRefresh = now;
  }

  private report(queue: Queue, now: number): void {
    while (queue.held[0]?.reportAt === now) {
      queue.held.shift();
      queue.done.push(now + 1);
    }
  }

  private accept(queue: Queue, now: number): void {
    while (queue.link.length > 0 && queue.link[0]!.at <= now && queue.held.length < 4) {
      const transfer = queue.link.shift()!;
      const isHead = this.head(queue) === undefined;
      queue.held.push({ runs: this.runsOf(transfer), pass: transfer.pass, reportAt: Infinity });
      if (isHead) queue.since = this.heads++;
      this.passEmpty(queue, now);
    }
  }

  /** Ends heads without a share. */
  private passEmpty(queue: Queue, now: number): void {
    for (const request of queue.held) {
      if (request.reportAt < Infinity) continue;
      if (request.runs.length > 0) return;
      this.end(queue, request, now + 1);
    }
  }

  private end(queue: Queue, request: Held, over: number): void {
    request.reportAt = Math.max(queue.previousReport, over + this.timing.controllerCycles - 1);
    queue.previousReport = request.reportAt;
  }

  private head(queue: Queue): Run | undefined {
    return queue.held.find(({ reportAt }) => reportAt === Infinity)?.runs[0];
  }

  /** One decision, if one can be taken in this cycle. */
  private decide(now: number): boolean {
    this.starts = this.starts.filter((start) => start > now);
    if (this.starts.length >= this.scenario.values.lookAhead || now < this.refreshEnd) return false;
    if (this.nextRefresh <= now) {
      this.refresh(now);
      return true;
    }
    const queue = this.choose();
    if (queue === undefined) return false;
    this.serve(queue, now);
    return true;
  }

  private choose(): Queue | undefined {
    const waiting = this.queues.filter((queue) => this.head(queue) !== undefined);
    if (waiting.length < 2) {
      this.overtaken = 0;
      return waiting[0];
    }
    const [load, store] = this.queues as [Queue, Queue];
    const older = store.since < load.since ? store : load;
    const younger = older === load ? store : load;
    const hits = (queue: Queue) => this.banks[this.head(queue)!.bank]!.open === this.head(queue)!.row;
    if (hits(younger) && !hits(older) && this.overtaken < this.scenario.values.ageCap) {
      this.overtaken++;
      return younger;
    }
    this.overtaken = 0;
    return older;
  }

  private serve(queue: Queue, now: number): void {
    const { timing, scenario } = this;
    const request = queue.held.find(({ reportAt }) => reportAt === Infinity)!;
    const run = request.runs.shift()!;
    const { pass } = request;
    const bank = this.banks[run.bank]!;
    const isHit = bank.open === run.row;
    if (!isHit) {
      if (bank.open !== null) bank.prechargedAt = Math.max(now, bank.activatedAt + timing.tRas, bank.dataEnd);
      bank.activatedAt = Math.max(now, bank.activatedAt + timing.tRc, bank.prechargedAt + timing.tRp);
      bank.open = run.row;
    }
    const rowReady = Math.max(now, bank.activatedAt + timing.tRcd);
    const parts = timing.burstDenominator;
    const begin = Math.max(this.busFree, (rowReady + timing.tCl) * parts);
    this.busFree = begin;
    for (const bytes of run.bursts) {
      this.busFree += timing.burstNumerator;
      this.count(`${queue.name === "load" ? "readBursts" : "writeBursts"}.${pass}`, 1);
      this.count(`${queue.name === "load" ? "readBytes" : "writtenBytes"}.${pass}`, bytes);
      this.count(`overfetchedBytes.${pass}`, scenario.values.burstBytes - bytes);
    }
    if (!isHit) this.count(`activates.${pass}`, 1);
    const start = Math.ceil(begin / parts);
    const end = Math.ceil(this.busFree / parts);
    bank.dataEnd = end;
    if (scenario.values.page === "closed") {
      bank.open = null;
      bank.prechargedAt = Math.max(bank.activatedAt + timing.tRas, end);
    }
    const from = Math.max(this.lastEnd, now);
    this.paint("row", from, Math.min(rowReady, start));
    this.paint("column", Math.max(from, rowReady), start);
    this.paint(queue.name === "load" ? "read" : "write", start, end);
    this.lastEnd = end;
    this.starts.push(start);
    if (request.runs.length === 0) {
      this.end(queue, request, end);
      this.passEmpty(queue, now);
    }
    queue.since = this.heads++;
  }

  private refresh(now: number): void {
    const { timing } = this;
    let start = Math.max(now, this.lastEnd);
    for (const bank of this.banks) {
      if (bank.open !== null) bank.prechargedAt = Math.max(now, bank.activatedAt + timing.tRas, bank.dataEnd);
      start = Math.max(start, bank.prechargedAt + timing.tRp, bank.activatedAt + timing.tRc);
      bank.open = null;
    }
    this.refreshEnd = start + timing.tRfc;
    for (const bank of this.banks) bank.prechargedAt = this.refreshEnd - timing.tRp;
    for (const bank of this.banks) bank.activatedAt = never;
    this.paint("row", Math.max(this.lastEnd, now), start);
    this.paint("refresh", start, this.refreshEnd);
    this.lastEnd = this.refreshEnd;
    this.busFree = this.refreshEnd * timing.burstDenominator;
    this.nextRefresh += timing.tRefi;
    this.count("refreshes", 1);
  }

  private paint(name: string, from: number, to: number): void {
    for (let cycle = from; cycle < to && cycle < this.painted.length; cycle++) this.painted[cycle] = name;
  }

  private count(name: string, n: number): void {
    this.counters[name] = (this.counters[name] ?? 0) + n;
  }

  /** Takes a transfer apart, byte by byte. */
  private runsOf(transfer: Transfer): Run[] {
    const { values, channel } = this.scenario;
    const { channels, interleaveBytes, rowBytes, banks, burstBytes } = values;
    const runs: Run[] = [];
    for (let done = 0, segment = 0; done < transfer.bytes; segment++) {
      let burst = -1;
      let row = -1;
      for (let byte = 0; byte < transfer.segmentBytes && done < transfer.bytes; byte++, done++) {
        const address = transfer.base + segment * transfer.strideBytes + byte;
        const chunk = Math.floor(address / interleaveBytes);
        if (chunk % channels !== channel) continue;
        const local = Math.floor(chunk / channels) * interleaveBytes + (address % interleaveBytes);
        const rowOfAll = Math.floor(local / rowBytes);
        if (rowOfAll !== row) runs.push({ bank: rowOfAll % banks, row: Math.floor(rowOfAll / banks), bursts: [] });
        row = rowOfAll;
        const bursts = runs.at(-1)!.bursts;
        if (Math.floor(local / burstBytes) !== burst) bursts.push(0);
        burst = Math.floor(local / burstBytes);
        bursts[bursts.length - 1]! += 1;
      }
    }
    return runs;
  }
}
