import { LnsimError } from "@lnsim/contracts";
import { hidePasswords } from "./address.ts";

/** What is known of an error of the database: the code of its cause, and the text of it. */
interface Failure {
  /** Five characters of https://www.postgresql.org/docs/current/errcodes-appendix.html, or a code of Node such as ECONNREFUSED. */
  readonly code: string | undefined;
  /** The tag of the reason, such as "ConnectionError". */
  readonly reason: string | undefined;
  readonly text: string;
}

/** Codes of servers that are away for a while: shut down, starting, too many connections, conflicts of transactions. */
const passing = /^(08|57P0|53300|40001|40P01|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ENOTFOUND)/;

/** Whether the same may succeed a little later. */
export function isPassing(error: unknown): boolean {
  const failure = failureOf(error);
  if (failure === undefined) return false;
  return failure.code === undefined ? failure.reason === "ConnectionError" : passing.test(failure.code);
}

/** Whether the server is there, and not ready yet. */
export function isStarting(error: unknown): boolean {
  return failureOf(error)?.code === "57P03";
}

/** What the database said as a mistake of the user; what is no error of a database as it is. */
export function asDatabaseMistake(error: unknown, shown: string): unknown {
  const failure = error instanceof LnsimError ? undefined : failureOf(error);
  if (failure === undefined) return error;
  const { code = "", reason, text: found } = failure;
  const mistake = (kind: LnsimError["code"], message: string, remedy: string): LnsimError => new LnsimError({ code: kind, message, path: shown, found, remedy });
  if (code.startsWith("28") || reason === "AuthenticationError") return mistake("file-unreadable", "the database does not let this user in", "check the user and the password; PGPASSWORD may hold it");
  if (code === "3D000") return mistake("file-not-found", "the server has no such database", "name another one, or make it: createdb NAME");
  if (code === "42501" || code === "25006") return mistake("file-unwritable", "the database does not allow that to this user", "let its owner grant CREATE on the database, or all on the schema lnsim");
  if (/^42|^3F/.test(code)) return notOurDatabase(shown, found);
  if (code.startsWith("53") || code.startsWith("58")) return mistake("file-unwritable", "the server of the database has no room or resources left", "look into the log of the server");
  if (isPassing(error) && code !== "") return mistake("file-unreadable", "the server of the database cannot be reached", "check host and port, and that it runs and accepts connections from here");
  if (reason === "ConnectionError") return mistake("invalid-value", "no connection can be made with this address", "write it as postgres://USER@HOST:PORT/DATABASE, with :PASSWORD after USER or in PGPASSWORD");
  return mistake("file-unwritable", "the database refuses a statement", "look into the log of the server");
}

/** A database with something else where the tables of lnsim would be. */
export function notOurDatabase(shown: string, found: string): LnsimError {
  return new LnsimError({ code: "file-unreadable", message: "this database holds no result store", path: shown, found, expected: "a schema lnsim that lnsim sweep run has made", remedy: "name another database" });
}

/** The innermost cause that has a code, with the reason around it; undefined for errors of anything else. */
function failureOf(error: unknown): Failure | undefined {
  let reason: string | undefined;
  let found: Failure | undefined;
  for (let each = error, depth = 0; each instanceof Error && depth < 8; each = (each as { cause?: unknown }).cause, depth++) {
    const { _tag: tag, code } = each as { _tag?: unknown; code?: unknown };
    if (typeof tag === "string" && tag !== "SqlError" && tag.endsWith("Error")) reason = tag;
    if (tag !== undefined || found !== undefined) found = { code: typeof code === "string" ? code : found?.code, reason, text: hidePasswords(each.message.replace(/^PgConnection: /, "")) };
  }
  return found;
}
