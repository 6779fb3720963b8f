import { isDeepStrictEqual } from "node:util";
import { LnsimError } from "@lnsim/contracts";
import type { ResultStore } from "../result-store.ts";
import type { Row } from "../row.ts";

/** A store with the name that a user knows it by. */
export interface NamedStore {
  readonly name: string;
  readonly store: ResultStore;
}

/** What a merge came to. */
export interface MergeOutcome {
  /** Rows and attempts that the target did not have. */
  readonly rows: number;
  readonly attempts: number;
  /** Rows that it has now. */
  readonly total: number;
}

/** How many rows are written at a time. */
const batchRows = 1000;

/**
 * Adds the rows and attempts of stores to another one, each once. Shared parts stay where they are: they can be found again.
 *
 * @throws {LnsimError} before anything is written, where two stores have different rows of one id, with the names of both.
 */
export function mergeStores(sources: readonly NamedStore[], target: NamedStore): MergeOutcome {
  requireAgreement([target, ...sources]);
  let rows = 0;
  let attempts = 0;
  for (const { store } of sources) {
    rows += addMissing(store.rows(), ({ id }) => target.store.has(id), target.store, (row) => target.store.addRow(row));
    const known = new Set([...target.store.attempts()].map((attempt) => JSON.stringify(attempt)));
    attempts += addMissing(store.attempts(), (attempt) => known.has(JSON.stringify(attempt)), target.store, (attempt) => target.store.addAttempt(attempt));
  }
  return { rows, attempts, total: [...target.store.rows()].length };
}

/** Adds what is not known, batch by batch; how many that were. */
function addMissing<Item>(items: Iterable<Item>, isKnown: (item: Item) => boolean, store: ResultStore, add: (item: Item) => void): number {
  let count = 0;
  let batch: Item[] = [];
  const write = (): void => {
    const written = batch;
    batch = [];
    store.together(() => written.forEach(add));
  };
  for (const item of items) {
    if (isKnown(item)) continue;
    count++;
    if (batch.push(item) === batchRows) write();
  }
  write();
  return count;
}

function requireAgreement(stores: readonly NamedStore[]): void {
  const first = new Map<string, NamedStore>();
  for (const each of stores) {
    for (const row of each.store.rows()) {
      const other = first.get(row.id);
      if (other === undefined) first.set(row.id, each);
      else if (!isDeepStrictEqual(other.store.row(row.id), row)) throw conflict(row.id, [other, each]);
    }
  }
}

function conflict(id: string, stores: readonly [NamedStore, NamedStore]): LnsimError {
  const [a, b] = stores.map(({ store }) => store.row(id)!) as [Row, Row];
  const [nameA, nameB] = stores.map(({ name }) => name);
  return new LnsimError({
    code: "invalid-combination",
    message: "two stores have different results of one point",
    path: `${nameA} and ${nameB}`,
    found: `point ${id}: ${firstDifference(a, b)}`,
    expected: "equal rows of equal ids, since an id stands for all that decides a row",
    remedy: `see them with lnsim sweep diff ${nameA} ${nameB}, and leave out the store that is wrong`,
  });
}

/** Where rows differ first: "cycles.total is 10 in the first and 12 in the second". */
function firstDifference(a: Row, b: Row): string {
  const names = [...new Set([...Object.keys(a.figures), ...Object.keys(b.figures)])];
  const figure = names.find((name) => a.figures[name] !== b.figures[name]);
  if (figure !== undefined) return `${figure} is ${a.figures[figure] ?? "missing"} in the first and ${b.figures[figure] ?? "missing"} in the second`;
  const part = (Object.keys(a) as (keyof Row)[]).find((name) => !isDeepStrictEqual(a[name], b[name])) ?? "notes";
  return `${part} is ${JSON.stringify(a[part])} in the first and ${JSON.stringify(b[part])} in the second`;
}
