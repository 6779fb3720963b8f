/**
 * Watches a kernel from outside. Every method is optional; without an observer the kernel pays for none.
 * Observers must not call anything that changes the kernel.
 */
export interface Observer {
  /** A block's activity changes from `previous` to `activity` as of `cycle` (changes of no duration included). */
  activity?(block: number, activity: number, previous: number, cycle: number): void;
  /** `count` messages were sent, the i-th visible in cycle `visibleAt + i`. */
  send?(link: number, visibleAt: number, count: number): void;
  /** `count` messages were taken, the i-th in cycle `cycle + i`. */
  pop?(link: number, cycle: number, count: number): void;
  /** A cycle in which `events` blocks were awake is over; cycles in which all slept are not reported. */
  cycle?(cycle: number, events: number): void;
  /** Fast-forward jumped from `from` to `to`: `periods` times the same. */
  skip?(from: number, to: number, periods: number): void;
}
