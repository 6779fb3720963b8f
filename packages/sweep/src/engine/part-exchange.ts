import type { RunParts } from "@lnsim/simulator";
import type { DesignPoint } from "../point.ts";
import type { SentPart } from "../share/shared-parts.ts";
import type { QueuedPoint } from "./queued-point.ts";
import type { Additions, PartKind, StoredResults } from "./stored-results.ts";

const storedKinds: { readonly [kind in keyof RunParts]: PartKind } = { timing: "timing", training: "replay" };

/** The parts that one thread gets from the database and gives to it. A thread forgets the timing of a group when it goes to the next. */
export class PartExchange {
  readonly #results: StoredResults;
  #timing: string | null = null;
  readonly #trainings = new Set<string>();

  constructor(results: StoredResults) {
    this.#results = results;
  }

  /** What is known for a point and the thread does not have. */
  async sendFor({ timingKey, replayKey }: DesignPoint, { shares }: QueuedPoint): Promise<readonly SentPart[]> {
    const parts: SentPart[] = [];
    const add = async (kind: keyof RunParts, key: string): Promise<boolean> => {
      const bytes = await this.#results.part(storedKinds[kind], key);
      if (bytes !== undefined) parts.push({ kind, bytes });
      return bytes !== undefined;
    };
    if (shares.timing && this.#timing !== timingKey) await add("timing", timingKey);
    this.#timing = timingKey;
    if (shares.training && replayKey !== null && !this.#trainings.has(replayKey) && (await add("training", replayKey))) this.#trainings.add(replayKey);
    return parts;
  }

  /** Those of the parts that a thread has found at a point which others need. */
  kept({ timingKey, replayKey }: DesignPoint, { shares }: QueuedPoint, found: readonly SentPart[]): NonNullable<Additions["parts"]> {
    return found.flatMap(({ kind, bytes }) => {
      const key = kind === "timing" ? timingKey : replayKey;
      return key !== null && shares[kind] ? [{ kind: storedKinds[kind], key, bytes }] : [];
    });
  }

  /** A thread that was started anew knows nothing. */
  forget(): void {
    this.#timing = null;
    this.#trainings.clear();
  }
}
