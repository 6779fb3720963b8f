import type { RunMemory, RunParts } from "@lnsim/simulator";
import { ArrayMemory } from "./array-memory.ts";
import { packPart, unpackPart } from "./part-bytes.ts";

/** What a worker has of each kind at most: timings are large, and come group by group. */
const kept: { readonly [Kind in keyof RunParts]: number } = { timing: 2, training: 500 };

/** The parts that one worker knows; the oldest go first. What it finds out itself it tells, but for the jobs of arrays. */
export class WorkerMemory implements RunMemory {
  readonly jobs = new ArrayMemory();
  readonly #parts = { timing: new Map<string, RunParts["timing"]>(), training: new Map<string, RunParts["training"]>() };
  readonly #tell: (kind: keyof RunParts, bytes: Uint8Array) => void;

  constructor(tell: (kind: keyof RunParts, bytes: Uint8Array) => void) {
    this.#tell = tell;
  }

  recall<Kind extends keyof RunParts>(kind: Kind, key: string): RunParts[Kind] | undefined {
    return this.#of(kind).get(key);
  }

  remember<Kind extends keyof RunParts>(kind: Kind, key: string, part: RunParts[Kind]): void {
    this.#keep(kind, key, part);
    this.#tell(kind, packPart({ key, part }));
  }

  /** Takes in what another has found. */
  learn<Kind extends keyof RunParts>(kind: Kind, bytes: Uint8Array): void {
    const found = unpackPart(bytes);
    if (found !== undefined) this.#keep(kind, found.key, found.part as RunParts[Kind]);
  }

  #keep<Kind extends keyof RunParts>(kind: Kind, key: string, part: RunParts[Kind]): void {
    const parts = this.#of(kind);
    parts.delete(key);
    parts.set(key, part);
    if (parts.size > kept[kind]) parts.delete(parts.keys().next().value!);
  }

  #of<Kind extends keyof RunParts>(kind: Kind): Map<string, RunParts[Kind]> {
    return this.#parts[kind] as Map<string, RunParts[Kind]>;
  }
}
