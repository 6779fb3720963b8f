import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";

/** One finished training. */
export interface Finished {
  readonly row: string;
  readonly seed: number;
  readonly steps: number;
  /** Hashes of arithmetic (optimizer included) and trace: a row that has changed is trained again. */
  readonly key: string;
  /** Null where training went astray. */
  readonly testAccuracy: number | null;
  /** In nats per label; null where it is no number. */
  readonly testLoss: number | null;
  readonly trainAccuracy: number | null;
}

/** Finished trainings in a file of one JSON object a line, which only grows; what is cut off at its end is left out. */
export class Store {
  readonly #path: string;
  readonly #finished = new Map<string, Finished>();

  constructor(path: string) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true });
    for (const line of existsSync(path) ? readFileSync(path, "utf8").split("\n") : []) {
      const finished = parse(line);
      if (finished !== null) this.#finished.set(placeOf(finished), finished);
    }
  }

  /** The training of a row as it is now. */
  find(row: string, key: string, seed: number, steps: number): Finished | undefined {
    const found = this.#finished.get(placeOf({ row, seed, steps }));
    return found?.key === key ? found : undefined;
  }

  add(finished: Finished): void {
    this.#finished.set(placeOf(finished), finished);
    appendFileSync(this.#path, `${JSON.stringify(finished)}\n`);
  }
}

function placeOf({ row, seed, steps }: Pick<Finished, "row" | "seed" | "steps">): string {
  return `${row} ${seed} ${steps}`;
}

function parse(line: string): Finished | null {
  try {
    return JSON.parse(line) as Finished;
  } catch {
    return null;
  }
}
