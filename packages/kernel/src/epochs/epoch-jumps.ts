import { StateReader, sameNumbers } from "../fast-forward/canonical-state.ts";
import type { EpochExplanation } from "./epoch-explanation.ts";
import { EpochMemory } from "./epoch-memory.ts";
import { lastWake, readEpochState, writeEpochState } from "./epoch-state.ts";
import { type EpochStart, type EpochState, type EpochTransition, beginEpoch, closeTotals, endEpoch, openTotals, passEpoch } from "./epoch-transition.ts";
import { GrowingNumbers } from "../fast-forward/growing-numbers.ts";
import type { Kernel } from "../kernel.ts";
import type { SelfCheck } from "../fast-forward/self-check.ts";
import type { StatePlan } from "../fast-forward/state-plan.ts";

/** Records what follows the states at the marks of epochs, and jumps to the next mark when one is met again under the same key. */
export class EpochJumps {
  readonly explanation: EpochExplanation | null;
  private readonly kernel: Kernel;
  private readonly plan: StatePlan;
  private readonly reader: StateReader;
  private readonly check: SelfCheck | null;
  private readonly memory = new EpochMemory();
  private readonly numbers = new GrowingNumbers();
  private recording: EpochStart | null = null;
  /** Epochs of the jump under way, as far as observers have not been told. */
  private readonly passed: EpochTransition[] = [];

  constructor(kernel: Kernel, plan: StatePlan, check: SelfCheck | null, explanation: EpochExplanation | null) {
    this.explanation = explanation;
    this.kernel = kernel;
    this.plan = plan;
    this.reader = new StateReader(kernel, plan);
    this.check = check;
  }

  /** Forgets everything. */
  clear(): void {
    this.memory.clear();
    this.recording = null;
  }

  /** Gives up the epoch under way: it will not be what it would have been. */
  abandon(): void {
    this.recording = null;
  }

  /** Called between two cycles after an epoch was marked. Jumps as far as it can before `until`; returns whether it did. */
  atMark(until: number): boolean {
    const { kernel } = this;
    const from = kernel.now;
    if (this.recording === null && this.key() === undefined) {
      kernel.skips.stop("new epoch", from);
      return false;
    }
    let state = this.read();
    this.finish(state, until);
    let epochs = 0;
    let transition = this.next(state);
    while (transition !== undefined && kernel.now + transition.cycles + transition.to.lastWake <= until) {
      if (epochs === 0) openTotals(kernel);
      if (this.check !== null && this.check.isDue()) this.passChecked(state, transition);
      else passEpoch(kernel, this.plan, transition);
      if (kernel.observer !== null) this.passed.push(transition);
      state = transition.to;
      epochs++;
      transition = this.next(state);
    }
    if (epochs > 0) this.arrive(state, from, epochs);
    const key = this.key();
    if (transition === undefined) this.explanation?.add(kernel, this.plan, state, key);
    if (key !== undefined) this.recording = beginEpoch(kernel, this.reader, state, key);
    kernel.skips.stop(transition === undefined ? "new epoch" : "breakpoint", kernel.now);
    return epochs > 0;
  }

  private read(): EpochState {
    const { kernel, numbers } = this;
    numbers.length = 0;
    readEpochState(kernel, this.plan, numbers);
    return this.memory.intern(numbers, () => lastWake(kernel));
  }

  /** What follows a state, unless it leads beyond the keys: the last op ends otherwise than with a mark. */
  private next(state: EpochState): EpochTransition | undefined {
    const key = this.key();
    const transition = key === undefined ? undefined : state.next.get(key);
    return transition === undefined || this.key(transition.positions) === undefined ? undefined : transition;
  }

  /** Key of the epoch that begins, or of one that is so many positions behind; undefined beyond the program, where nothing is remembered. */
  private key(positions = 0): number | undefined {
    const { machine, position } = this.kernel;
    return machine.epochKeys[position + positions];
  }

  /** Remembers the epoch that is over, unless a burst may have been cut at a breakpoint that reaches into the next one. */
  private finish(state: EpochState, until: number): void {
    const { kernel, recording } = this;
    this.recording = null;
    if (recording === null || kernel.now + state.lastWake >= until) return;
    const transition = endEpoch(kernel, this.reader, recording, state);
    if (transition !== null) this.memory.remember(recording.from, recording.key, transition);
  }

  private arrive(state: EpochState, from: number, epochs: number): void {
    const { kernel } = this;
    writeEpochState(kernel, this.plan, state.numbers);
    closeTotals(kernel);
    kernel.skips.jump(from, kernel.now, epochs);
    kernel.fastForwardedCycles += kernel.now - from;
    this.tell(from);
  }

  /** Tells observers of the epochs that were passed, the kernel standing behind the last one. */
  private tell(from: number): void {
    for (const { cycles, source } of this.passed.splice(0)) {
      this.kernel.observer?.jump(from, from + cycles, source);
      from += cycles;
    }
  }

  /** Passes through an epoch both ways and compares. Totals are open before and afterwards. */
  private passChecked(state: EpochState, transition: EpochTransition): void {
    const { kernel, plan, check } = this;
    const settle = (at: EpochState) => {
      writeEpochState(kernel, plan, at.numbers);
      closeTotals(kernel);
    };
    settle(state);
    const start = kernel.snapshot();
    const notes = kernel.notes.mark();
    const predicted = check!.outcome(() => {
      openTotals(kernel);
      passEpoch(kernel, plan, transition);
      settle(transition.to);
    }, notes);
    check!.goBack(start);
    const stepped = check!.outcome(() => check!.step(transition.cycles), notes);
    if (!predicted.every((part, index) => sameNumbers(part, stepped[index]!))) {
      throw new Error(`cycle ${kernel.now}: a jump over an epoch differs from stepping it: a slot's role or an epoch's key is wrong`);
    }
    openTotals(kernel);
  }
}
