import { LnsimError } from "@lnsim/contracts";

/** The module node:sqlite. */
export type Sqlite = typeof import("node:sqlite");

/** Asks a runtime for one of its own modules. */
export type GetModule = (name: "node:sqlite") => Sqlite | undefined;

/** Node's own SQLite. @throws {LnsimError} code "unsupported" in a Node that has none. */
export function loadSqlite(getModule: GetModule = (name) => process.getBuiltinModule(name)): Sqlite {
  const sqlite = getModule("node:sqlite");
  if (sqlite !== undefined) return sqlite;
  throw new LnsimError({
    code: "unsupported",
    message: "result stores need the SQLite that comes with newer versions of Node",
    found: `Node ${process.versions.node}`,
    expected: "Node 24 or newer",
    remedy: "install lnsim with its optional dependencies, which bring one, or start it with a newer Node",
  });
}
