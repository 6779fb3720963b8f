/** Messages on their way: n of them, one a cycle. */
export interface MessageRun {
  readonly link: number;
  /** Cycle in which the first becomes visible. */
  readonly visibleAt: number;
  readonly count: number;
  /** By how much word 0 grows from message to message. */
  readonly stride: number;
  /** Words of the first message; words that the link does not have are 0. */
  readonly words: Float64Array;
}

/**
 * Watches a kernel from outside. Every method is optional; without observers the kernel pays one test per call.
 * Observers must not call anything that changes the kernel. Skipped cycles are reported as one skip and nothing else.
 */
export interface Observer {
  /** A block's activity changes from `previous` to `activity` as of `cycle` (changes of no duration included). */
  activity?(block: number, activity: number, previous: number, cycle: number): void;
  /** Messages were sent. */
  send?(run: MessageRun): void;
  /** `count` messages were taken from a link, the i-th in cycle `cycle + i`. */
  pop?(link: number, cycle: number, count: number): void;
  /** A block counted n actions, in the current cycle. */
  count?(block: number, counter: number, n: number): void;
  /** A block noted something, in the current cycle; see {@link Kernel.note}. */
  note?(block: number, note: number): void;
  /** A cycle in which `events` blocks were awake is over; cycles in which all slept are not reported. */
  cycle?(cycle: number, events: number): void;
  /** Fast-forward jumped from `from` to `to`: `periods` times what happened in the last `(to - from) / periods` cycles before `from`. */
  skip?(from: number, to: number, periods: number): void;
  /**
   * Fast-forward jumped from `from` to `to`, over an epoch in which the same happens as in as many cycles from `source` on.
   * Of several in a row all are told when the kernel stands behind the last one.
   */
  jump?(from: number, to: number, source: number): void;
}

/** An observer that passes everything on, in order; null for none. */
export function combineObservers(observers: readonly Observer[]): Required<Observer> | null {
  if (observers.length === 0) return null;
  return {
    activity(block, activity, previous, cycle) {
      for (const observer of observers) observer.activity?.(block, activity, previous, cycle);
    },
    send(run) {
      for (const observer of observers) observer.send?.(run);
    },
    pop(link, cycle, count) {
      for (const observer of observers) observer.pop?.(link, cycle, count);
    },
    count(block, counter, n) {
      for (const observer of observers) observer.count?.(block, counter, n);
    },
    note(block, note) {
      for (const observer of observers) observer.note?.(block, note);
    },
    cycle(cycle, events) {
      for (const observer of observers) observer.cycle?.(cycle, events);
    },
    skip(from, to, periods) {
      for (const observer of observers) observer.skip?.(from, to, periods);
    },
    jump(from, to, source) {
      for (const observer of observers) observer.jump?.(from, to, source);
    },
  };
}
