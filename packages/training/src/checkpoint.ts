import type { SeededRandom } from "@lnsim/elementary";

/** What one part of a machine remembers from step to step: numbers and typed arrays, nothing else. */
export interface StateData {
  readonly [field: string]: number | null | Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;
}

/** All that a machine remembers, by part. */
export interface MachineState {
  readonly [part: string]: StateData;
}

/** A part of a machine with a memory. `save` copies, `restore` copies back into memory of the same sizes. */
export interface Stateful {
  save(): StateData;
  restore(data: StateData): void;
}

/** A random stream as a part with a memory. */
export function streamState(random: SeededRandom): Stateful {
  return { save: () => ({ words: random.save() }), restore: ({ words }) => random.restore(words as Uint32Array) };
}

/** The parts of a machine that remember something, by name. */
export class StateRegistry {
  readonly #parts: Map<string, Stateful>;
  readonly #prefix: string;

  constructor(prefix = "", parts = new Map<string, Stateful>()) {
    this.#prefix = prefix;
    this.#parts = parts;
  }

  /** The same registry, for parts whose names get a prefix. */
  prefixed(prefix: string): StateRegistry {
    return new StateRegistry(`${this.#prefix}${prefix}`, this.#parts);
  }

  add(part: string, stateful: Stateful): void {
    const name = `${this.#prefix}${part}`;
    if (this.#parts.has(name)) throw new Error(`two parts of a machine are called ${name}`);
    this.#parts.set(name, stateful);
  }

  save(): MachineState {
    return Object.fromEntries([...this.#parts].map(([name, part]) => [name, part.save()]));
  }

  /** Throws when a part is missing: the state is that of another machine. */
  restore(state: MachineState): void {
    for (const [name, part] of this.#parts) {
      const data = state[name];
      if (data === undefined) throw new Error(`the checkpoint has no state of ${name}`);
      part.restore(data);
    }
  }
}

/** Copies a saved array into `target`. Throws when the lengths differ. */
export function restoreInto(target: { set(source: ArrayLike<number>): void; readonly length: number }, saved: StateData[string] | undefined): void {
  if (saved === null || saved === undefined || typeof saved === "number" || saved.length !== target.length) throw new Error("the checkpoint is that of another machine");
  target.set(saved);
}
