import type { ErrorDetails } from "@lnsim/contracts";
import type { MessagePort } from "node:worker_threads";
import type { StoredResults } from "./stored-results.ts";
import type { DatabaseAddress } from "./address.ts";
import type { OpenedHow } from "./open-results.ts";

/** What a store asks of its thread. */
type StoreMethod = "add" | "has" | "row" | "rowsAfter" | "attemptsAfter" | "part";

/** A call, by the name of the method, or the end of them. */
export type StoreCall = { readonly [Method in StoreMethod]: { readonly method: Method; readonly values: Parameters<StoredResults[Method]> } }[StoreMethod] | { readonly method: "close" };

/** What came of the opening, or of a call: a value, a mistake of the user, or a bug. */
export type StoreAnswer = { readonly value: unknown } | { readonly mistake: ErrorDetails } | { readonly bug: string };

/** What the thread of a store starts with. */
export interface StoreThreadData extends OpenedHow {
  readonly address: DatabaseAddress;
  /** Where answers are sent. */
  readonly port: MessagePort;
  /** One Int32, which is 1 when an answer is there. */
  readonly flag: SharedArrayBuffer;
}
