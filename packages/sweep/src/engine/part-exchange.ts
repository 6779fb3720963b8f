import type { RunParts } from "@lnsim/simulator";
import type { DesignPoint } from "../point.ts";
import { storedAs, type SentPart } from "../share/shared-parts.ts";
import type { Additions, StoredResults } from "./stored-results.ts";

/** The parts that one thread gets from the database. A thread forgets the timing of a group when it goes to the next. */
export class PartExchange {
  readonly #results: StoredResults;
  #timing: string | null = null;
  readonly #trainings = new Set<string>();

  constructor(results: StoredResults) {
    this.#results = results;
  }

  /** What is known for a point and the thread does not have. */
  async sendFor({ timingKey, replayKey }: DesignPoint): Promise<readonly SentPart[]> {
    const timing = this.#timing === timingKey ? [] : await this.#found("timing", timingKey);
    this.#timing = timingKey;
    if (replayKey === null || this.#trainings.has(replayKey)) return timing;
    const training = await this.#found("training", replayKey);
    if (training.length > 0) this.#trainings.add(replayKey);
    return [...timing, ...training];
  }

  /** A thread that was started anew knows nothing. */
  forget(): void {
    this.#timing = null;
    this.#trainings.clear();
  }

  async #found(kind: keyof RunParts, key: string): Promise<readonly SentPart[]> {
    const bytes = await this.#results.part(storedAs[kind], key);
    return bytes === undefined ? [] : [{ kind, bytes }];
  }
}

/** What a thread has found at a point, as the database keeps it. */
export function storedParts({ timingKey, replayKey }: DesignPoint, found: readonly SentPart[]): NonNullable<Additions["parts"]> {
  return found.flatMap(({ kind, bytes }) => {
    const key = kind === "timing" ? timingKey : replayKey;
    return key === null ? [] : [{ kind: storedAs[kind], key, bytes }];
  });
}
