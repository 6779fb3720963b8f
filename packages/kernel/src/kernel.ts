import { type Dispatcher, createDispatcher } from "./dispatcher.ts";
import { ActivityLedger } from "./activity-ledger.ts";
import { lastWake } from "./epochs/epoch-state.ts";
import { FastForward } from "./fast-forward/fast-forward.ts";
import { LinkQueues } from "./link-queues.ts";
import type { Machine } from "./machine.ts";
import { type Misuse, throwMisuse } from "./misuse.ts";
import { moveOn } from "./fast-forward/move-on.ts";
import { NoteLog, type NoteRecord } from "./note-log.ts";
import { type Observer, combineObservers } from "./observer.ts";
import { type QueueReport, reportQueue } from "./queue-report.ts";
import type { ExactMode, KernelOptions, RunEnd } from "./run-options.ts";
import { type Snapshot, restoreSnapshot, takeSnapshot } from "./snapshot.ts";
import { SkipLedger } from "./fast-forward/skip-ledger.ts";
import type { SkipReport } from "./fast-forward/skip-report.ts";
import { type ActivityReport, checkExactness, reportActivities, reportCounters } from "./statistics.ts";
import { TimingWheel } from "./timing-wheel.ts";
import { wholeNumber } from "./whole-number.ts";

/**
 * One machine in motion. The first part of its methods is for handlers, the second for whoever runs it.
 *
 * Cycles and counters are float64 integers. Both only grow, so one that is below 2^53 when a run ends, which every run
 * checks, was exact at every step on the way.
 */
export class Kernel {
  readonly machine: Machine;
  readonly mode: ExactMode;
  /** The current cycle (in a handler), or the next one to be run (outside). */
  now = 0;
  /** All slots of all blocks. */
  readonly state: Float64Array;
  /** Handler calls so far. */
  events = 0;
  /** Cycles that were skipped, not simulated. */
  fastForwardedCycles = 0;

  /** @internal */ readonly bases: Int32Array;
  /** @internal Link of port p of block b: `portLinks[portBases[b] + p]`. */ readonly portLinks: Int32Array;
  /** @internal */ readonly portBases: Int32Array;
  /** @internal */ readonly links: LinkQueues;
  /** @internal */ readonly wheel: TimingWheel;
  /** @internal Cycle in which each block was woken last. */ readonly woken: Float64Array;
  /** @internal */ readonly ledger: ActivityLedger;
  /** Position of the program at which the epoch under way began; 0 before the first. */
  position = 0;
  /** @internal */ readonly notes: NoteLog;
  /** @internal */ readonly skips = new SkipLedger();
  /** @internal Cycle in which an epoch was marked last. */ markedAt = -1;
  /** @internal */ stopCycle = Infinity;
  /** @internal All observers as one. */ observer: Required<Observer> | null = null;
  /** Wheel node of link 0's arrival; its room is the next, then those of link 1. */
  private readonly linkNodes: number;
  private readonly dispatch: Dispatcher;
  private readonly fastForward: FastForward | null;
  private observers: readonly Observer[] = [];
  /** Whether there is anything to do after a cycle: an observer, a mark or a note. */
  private isWatched = false;
  private readonly bursts: boolean;
  private horizon = Infinity;
  private end = Infinity;

  constructor(machine: Machine, options: KernelOptions = {}) {
    const blocks = machine.blocks;
    this.machine = machine;
    this.mode = options.mode ?? "skip";
    this.bursts = this.mode !== "cycle";
    this.state = new Float64Array(machine.slots);
    for (const block of blocks) this.state.set(block.initial, block.base);
    this.bases = Int32Array.from(blocks, (block) => block.base);
    this.portBases = new Int32Array(blocks.length);
    for (let block = 1; block < blocks.length; block++) this.portBases[block] = this.portBases[block - 1]! + blocks[block - 1]!.links.length;
    this.portLinks = Int32Array.from(blocks.flatMap((block) => block.links));
    this.links = new LinkQueues(machine);
    this.wheel = new TimingWheel(machine);
    this.linkNodes = 2 * blocks.length;
    this.woken = new Float64Array(blocks.length).fill(-1);
    this.ledger = new ActivityLedger(machine);
    this.notes = new NoteLog(this);
    this.dispatch = createDispatcher(machine.kinds.map((kind) => kind.wake));
    this.fastForward = this.mode === "skip" ? new FastForward(this, options) : null;
    for (let block = 0; block < blocks.length; block++) this.wheel.wakeNow(block, 0);
  }

  /** Where a block's slots start in {@link state}. */
  base(block: number): number {
    return this.bases[block]!;
  }

  /** What was attached to a block when it was added; null for nothing. */
  attachment(block: number): unknown {
    return this.machine.blocks[block]!.attachment;
  }

  /** Whether the head message of an in-port is visible in this cycle. */
  has(block: number, port: number): boolean {
    const link = this.portLinks[this.portBases[block]! + port]!;
    return link >= 0 && this.links.visible(link, this.now) >= 0;
  }

  /** The first of `count` in-ports from `port` on whose head message is visible in this cycle; -1: none. */
  firstVisible(block: number, port: number, count: number): number {
    const { links, portLinks, now } = this;
    if (links.filled[block] === 0) return -1;
    const at = this.portBases[block]! + port;
    for (let index = 0; index < count; index++) {
      const link = portLinks[at + index]!;
      if (link >= 0 && links.visible(link, now) >= 0) return port + index;
    }
    return -1;
  }

  /** How many messages of the head run can be popped, one a cycle, from this cycle on; 0 when none is visible. */
  ready(block: number, port: number): number {
    const link = this.portLinks[this.portBases[block]! + port]!;
    if (link < 0) return 0;
    const head = this.links.visible(link, this.now);
    return head < 0 ? 0 : this.links.entries[head + 1]!;
  }

  /** A word of the head message, which must be visible. */
  peek(block: number, port: number, word: number): number {
    return this.links.entries[this.visibleHead(block, port, this.inLink(block, port)) + 3 + word]!;
  }

  /** By how much word 0 grows from message to message of the head run; 0 for a single message. */
  stride(block: number, port: number): number {
    return this.links.entries[this.visibleHead(block, port, this.inLink(block, port)) + 2]!;
  }

  /** Takes the head message, which must be visible; its slot is free for the sender from the next cycle on. */
  pop(block: number, port: number): void {
    this.popRun(block, port, 1);
  }

  /** Takes n messages of the head run, in this and the next n - 1 cycles; n <= {@link ready}. */
  popRun(block: number, port: number, n: number): void {
    const { links, now } = this;
    const link = this.inLink(block, port);
    const head = this.visibleHead(block, port, link);
    if (!(n >= 1 && n <= links.entries[head + 1]!)) this.refuse("popped", block, port, n);
    links.drop(link, n);
    if (!links.release(link, now, n)) this.refuse("poppedInBurst", block, port);
    if (links.isAwaited(link)) {
      links.setAwaited(link, false);
      this.wheel.schedule(this.linkNodes + 2 * link + 1, now + 1, now);
    }
    if (links.length(link) > 0) {
      const visibleAt = links.entries[links.entry(link, 0)]!;
      if (visibleAt > now) this.wheel.schedule(this.linkNodes + 2 * link, visibleAt, now);
    }
    if (this.observer !== null) this.observer.pop(link, now, n);
  }

  /** Free slots of an out-port's link: those that were free at the end of the previous cycle, less what was sent in this one. */
  room(block: number, port: number): number {
    const link = this.portLinks[this.portBases[block]! + port]!;
    return link < 0 ? 0 : Math.max(0, this.links.room(link, this.now));
  }

  /**
   * How many messages can be sent one a cycle from this cycle on: {@link room}, and slots that will have become free when
   * their turn comes, because the receiver is taking a run. 0 when there is no room now.
   */
  sendable(block: number, port: number): number {
    const link = this.portLinks[this.portBases[block]! + port]!;
    return link < 0 ? 0 : this.links.sendable(link, this.now);
  }

  /** Wakes the block when a slot of the out-port's link becomes free, once. */
  awaitRoom(block: number, port: number): void {
    const { links, now } = this;
    const link = this.outLink(block, port);
    links.room(link, now);
    if (links.freeLength(link) > 0) this.wheel.schedule(this.linkNodes + 2 * link + 1, links.frees[links.free(link, 0)]!, now);
    else links.setAwaited(link, true);
  }

  /** Sends one message, visible at now + latency. There must be room. */
  send(block: number, port: number, word0 = 0, word1 = 0, word2 = 0, word3 = 0): void {
    this.sendRun(block, port, 0, 1, 0, word0, word1, word2, word3);
  }

  /** Sends one message as if in cycle now + delay; it holds its slot from now on. */
  sendAfter(block: number, port: number, delay: number, word0 = 0, word1 = 0, word2 = 0, word3 = 0): void {
    this.sendRun(block, port, delay, 1, 0, word0, word1, word2, word3);
  }

  /**
   * Sends n messages as if one a cycle from cycle now + delay on; word 0 grows by `stride` from message to message.
   * At most {@link sendable} of them. (Nine parameters, since an object would be an allocation per message.)
   */
  sendRun(block: number, port: number, delay: number, n: number, stride: number, word0 = 0, word1 = 0, word2 = 0, word3 = 0): void {
    const { links, now } = this;
    const link = this.outLink(block, port);
    if (!(n >= 1 && (n <= links.room(link, now) || n <= links.sendable(link, now)))) this.refuse("sent", block, port, n);
    const isFirst = links.length(link) === 0;
    const place = links.append(link, now + delay, n, stride);
    if (place < 0) this.refuse("overtaking", block, port);
    const entries = links.entries;
    entries[place + 3] = word0;
    entries[place + 4] = word1;
    entries[place + 5] = word2;
    entries[place + 6] = word3;
    if (isFirst) this.wheel.schedule(this.linkNodes + 2 * link, entries[place]!, now);
    if (this.observer !== null) this.observeSend(link, place);
  }

  /** Wakes the block in a later cycle. */
  wakeAt(block: number, cycle: number): void {
    if (!this.wheel.schedule(block, cycle, this.now)) this.refuse("timer", block, -1, cycle);
  }

  /** The block is in this activity from the current cycle on. */
  setActivity(block: number, activity: number): void {
    this.setActivityFrom(block, activity, this.now);
  }

  /**
   * The block has been in this activity since `cycle` <= now, which is not before its last change: for a block that finds
   * out late what it did while nobody could tell.
   */
  setActivityFrom(block: number, activity: number, cycle: number): void {
    const ledger = this.ledger;
    const next = ledger.base[block]! + activity;
    const current = ledger.current[block]!;
    if (next === current) return;
    if (!(activity >= 0) || next >= ledger.base[block + 1]!) this.refuse("activity", block, -1, activity);
    if (!(cycle <= this.now && cycle >= ledger.since[block]!)) this.refuse("past", block, -1, cycle);
    ledger.cycles[current]! += cycle - ledger.since[block]!;
    ledger.since[block] = cycle;
    ledger.current[block] = next;
    if (this.observer !== null) this.observer.activity(block, activity, current - ledger.base[block]!, cycle);
  }

  /** Adds n actions to a counter. */
  count(block: number, counter: number, n: number): void {
    this.state[this.bases[block]! + counter]! += n;
    if (this.observer !== null) this.observer.count(block, counter, n);
  }

  /** How many cycles a block may do at once: n in general, fewer before a breakpoint, 1 in `cycle` mode. n >= 1. */
  burst(n: number): number {
    if (!this.bursts) return 1;
    const left = this.horizon - this.now;
    return n < left ? n : left;
  }

  /** Starts a loop of a block: index 0. */
  enterNest(block: number, nest: number, iterations: number): void {
    const at = this.bases[block]! + nest;
    this.state[at] = 0;
    this.state[at + 1] = iterations;
    this.state[at + 2]! += 1;
  }

  /** Advances a loop's index by n; never beyond its end. */
  iterate(block: number, nest: number, n: number): void {
    const at = this.bases[block]! + nest;
    const index = this.state[at]! + n;
    if (!(n >= 0) || index > this.state[at + 1]!) this.refuse("iterations", block, -1, index - this.state[at + 1]!);
    this.state[at] = index;
  }

  /** Iterations left in a loop, the current one included. */
  remaining(block: number, nest: number): number {
    const at = this.bases[block]! + nest;
    return this.state[at + 1]! - this.state[at]!;
  }

  /** An iteration boundary of a nest: at the end of this cycle the kernel may find a recurrence and skip. */
  markBoundary(block: number, nest: number): void {
    if (this.fastForward === null) return;
    this.fastForward.markBoundary(this.bases[block]! + nest);
    this.isWatched = true;
  }

  /**
   * An epoch begins at the end of this cycle, with the op at `position` of the program: when the machine has been in the same
   * state at the beginning of an epoch of the same key, the kernel may jump to the next mark. Of several calls in a cycle
   * the largest position counts. See {@link MachineBuilder.setEpochKeys} for what a key promises.
   */
  markEpoch(position: number): void {
    if (this.markedAt !== this.now || position > this.position) this.position = position;
    this.markedAt = this.now;
    if (this.fastForward === null) return;
    this.fastForward.markEpoch();
    this.isWatched = true;
  }

  /**
   * Notes something for whoever runs the machine: see {@link takeNotes}. For what happens about once per epoch, since
   * no loop is skipped over a note.
   */
  note(block: number, note: number, number0 = 0, number1 = 0, number2 = 0, number3 = 0): void {
    if (!this.notes.knows(block, note)) this.refuse("note", block, -1, note);
    this.notes.add(block, note, [number0, number1, number2, number3]);
    if (this.observer !== null) this.observer.note(block, note);
    this.isWatched = true;
  }

  /** The run ends before `cycle` (> now). Of several calls the smallest counts. */
  stopAt(cycle: number): void {
    if (!(cycle > this.now)) throw new Error(`cycle ${this.now}: stop asked for cycle ${cycle}`);
    if (cycle < this.stopCycle) this.stopCycle = cycle;
    if (cycle < this.end) this.end = cycle;
  }

  /**
   * Runs until {@link stopAt}, until cycle `until` (exclusive), or until the machine is asleep for good. Bursts are cut at `burstsUntil`,
   * by default the same cycle, so that blocks have done nothing of a later one. Where they are cut later, or never (Infinity), those
   * under way go on behind the pause, and what follows is what would have followed without it.
   *
   * @throws Error when activities do not tile a block's life, or on misuse by a block.
   */
  run(options: { readonly until?: number; readonly burstsUntil?: number } = {}): RunEnd {
    const until = options.until ?? Infinity;
    if (!(until >= this.now)) throw new Error(`cannot run until cycle ${until} at cycle ${this.now}`);
    this.horizon = options.burstsUntil ?? until;
    if (options.burstsUntil === undefined) this.fastForward?.begin();
    const end = this.advance(until);
    this.horizon = Infinity;
    this.ledger.check(this.now);
    checkExactness(this);
    return end;
  }

  /** Runs one cycle. */
  step(): RunEnd {
    return this.run({ until: this.now + 1 });
  }

  /** Asks for a call of a block's handler in cycle `cycle` >= now, from outside; harmless by contract. */
  requestWake(block: number, cycle: number): void {
    if (!(cycle >= this.now)) throw new Error(`wake asked for cycle ${cycle} at cycle ${this.now}`);
    if (cycle === this.now) this.wheel.wakeNow(block, cycle);
    else this.wheel.schedule(block, cycle, this.now);
  }

  /** Counters of a block by name. */
  counters(block: number): Readonly<Record<string, number>> {
    return reportCounters(this, block);
  }

  /** Cycles a block has spent in one of its activities, by its number. */
  activityCycles(block: number, activity: number): number {
    return this.ledger.spent(block, activity, this.now);
  }

  /** Cycles a block has spent in each of its activities; they add up to {@link now}. */
  activities(block: number): readonly ActivityReport[] {
    return reportActivities(this, block);
  }

  /** What is in the queue of a link, its `most` oldest messages one by one. */
  queue(link: number, most: number): QueueReport {
    return reportQueue(this, link, most);
  }

  /** What blocks have noted since this was last called, in the order of cycles, then blocks. Taken while it runs, it stays short. */
  takeNotes(): readonly NoteRecord[] {
    return this.notes.take();
  }

  /** What was skipped, and what was stepped and why. */
  skipReport(): SkipReport {
    return { ...this.skips.report(this.now), newEpochs: this.fastForward?.explain() ?? [] };
  }

  /** A copy of everything that decides the future. */
  snapshot(): Snapshot {
    return takeSnapshot(this);
  }

  /**
   * Moves the whole machine so many cycles and positions on: it stands there as it stands here. For an epoch that is known to
   * be like another one before it. Counters and nests are left alone, and the cycles go to the activities at hand.
   */
  moveOn(cycles: number, positions: number): void {
    moveOn(this, { cycles, positions });
    this.fastForward?.clear();
  }

  /** In how many cycles the last wake that is pending comes; 0: there is none. No burst under way goes beyond it. */
  lastWake(): number {
    return lastWake(this);
  }

  /** Goes back (or forth) to a snapshot of the same machine. */
  restore(snapshot: Snapshot): void {
    restoreSnapshot(this, snapshot);
    this.fastForward?.clear();
  }

  /** Attaches an observer; returns what detaches it. */
  observe(observer: Observer): () => void {
    this.observers = [...this.observers, observer];
    this.observer = combineObservers(this.observers);
    this.isWatched = true;
    return () => {
      this.observers = this.observers.filter((other) => other !== observer);
      this.observer = combineObservers(this.observers);
    };
  }

  /** @internal Runs cycles up to `until` without closing the books; a self-check calls it within a run. */
  advance(until: number): RunEnd {
    const outer = this.end;
    this.end = Math.min(until, this.stopCycle);
    const end = this.cycles(until);
    this.end = Math.min(outer, this.stopCycle);
    return end;
  }

  private cycles(until: number): RunEnd {
    const wheel = this.wheel;
    let now = this.now;
    for (;;) {
      const next = wheel.near(now);
      if (next < 0 || wheel.far.length > 0) {
        const far = wheel.far.length > 0 ? wheel.far.firstTime() : Infinity;
        if (next < 0 || far <= next) {
          if (far >= this.end) return this.rest(now);
          now = this.jump(far);
          continue;
        }
      }
      if (next >= this.end) return this.rest(now);
      this.now = next;
      const events = this.dispatch(this, next);
      this.events += events;
      now = next + 1;
      if (this.isWatched) now = this.look(now, events, until);
    }
  }

  /** Makes the heap's events of a later cycle the next ones. */
  private jump(cycle: number): number {
    this.wheel.pullDue(cycle);
    return wholeNumber(cycle);
  }

  /** Lets the time up to the end pass with everybody asleep. */
  private rest(now: number): RunEnd {
    this.now = this.end === Infinity ? now : wholeNumber(Math.max(now, this.end));
    if (this.end === Infinity) return { reason: "asleep", cycle: now };
    return { reason: this.now >= this.stopCycle ? "stopped" : "until", cycle: this.now };
  }

  /** After a cycle: tells observers of it, closes its notes, and skips what can be skipped. Returns the next cycle. */
  private look(next: number, events: number, until: number): number {
    this.now = next;
    if (this.observer !== null) this.observer.cycle(next - 1, events);
    if (this.notes.close()) this.fastForward?.breakLoops();
    if (this.fastForward !== null) this.fastForward.afterCycle(until);
    this.isWatched = this.observer !== null;
    return this.now;
  }

  private inLink(block: number, port: number): number {
    const link = this.portLinks[this.portBases[block]! + port]!;
    if (!this.links.isReceiver(link, block)) this.refuse("read", block, port);
    return link;
  }

  private outLink(block: number, port: number): number {
    const link = this.portLinks[this.portBases[block]! + port]!;
    if (!this.links.isSender(link, block)) this.refuse("written", block, port);
    return link;
  }

  /** Place of the visible head entry of an in-link. */
  private visibleHead(block: number, port: number, link: number): number {
    const head = this.links.visible(link, this.now);
    if (head < 0) this.refuse("invisible", block, port);
    return head;
  }

  private observeSend(link: number, place: number): void {
    const entries = this.links.entries;
    const words = entries.slice(place + 3, place + 7);
    this.observer!.send({ link, visibleAt: entries[place]!, count: entries[place + 1]!, stride: entries[place + 2]!, words });
  }

  /** A block's mistake. (A method, since V8 loads an import anew even in code that never runs.) */
  private refuse(kind: Misuse, block: number, port: number, n = 0): never {
    return throwMisuse(this, kind, block, port, n);
  }
}
