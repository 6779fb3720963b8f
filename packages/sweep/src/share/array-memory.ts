import type { JobMemory } from "@lnsim/simulator";

type Steps = NonNullable<JobMemory["steps"]>;
type StepTiming = NonNullable<ReturnType<Steps["get"]>>;
type Timings = ReturnType<JobMemory["timingsOn"]>;

/** Jobs that are kept at most, of all arrays together: one takes about 2 kB. */
const mostJobs = 50_000;

/** Steps that are kept at most: one takes about 2 MB for ResNet-50. */
const mostSteps = 16;

/**
 * What jobs took on compute arrays, for points that differ in what is around them, and what steps of equal tiles and jobs took.
 * Arrays and steps not asked for lately are forgotten.
 */
export class ArrayMemory implements JobMemory {
  readonly steps = new RecentSteps();
  readonly #arrays = new Map<string, Timings>();
  readonly #most: number;

  constructor(most = mostJobs) {
    this.#most = most;
  }

  timingsOn(array: string): Timings {
    const timings: Timings = this.#arrays.get(array) ?? new Map();
    this.#arrays.delete(array);
    let jobs = timings.size;
    for (const { size } of this.#arrays.values()) jobs += size;
    for (const [oldest, { size }] of this.#arrays) {
      if (jobs <= this.#most) break;
      this.#arrays.delete(oldest);
      jobs -= size;
    }
    this.#arrays.set(array, timings);
    return timings;
  }
}

/** The steps that were asked for last. */
class RecentSteps implements Steps {
  readonly #steps = new Map<string, StepTiming>();

  get(key: string): StepTiming | undefined {
    return this.#steps.get(key);
  }

  set(key: string, timing: StepTiming): void {
    this.#steps.delete(key);
    this.#steps.set(key, timing);
    if (this.#steps.size > mostSteps) this.#steps.delete(this.#steps.keys().next().value!);
  }
}
