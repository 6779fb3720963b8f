import type { JobMemory } from "@lnsim/simulator";

type Timings = ReturnType<JobMemory["timingsOn"]>;

/** Jobs that are kept at most, of all arrays together: one takes about 2 kB. */
const mostJobs = 50_000;

/** What jobs took on compute arrays, for points that differ in what is around them. Arrays not asked for lately are forgotten. */
export class ArrayMemory implements JobMemory {
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
