import { LnsimError } from "@lnsim/contracts";

/** Primary result codes of SQLite, https://www.sqlite.org/rescode.html. */
const codes = { busy: 5, locked: 6, readOnly: 8, io: 10, corrupt: 11, full: 13, cantOpen: 14, notDatabase: 26 } as const;

/** The primary result code of an error that SQLite threw; undefined for any other. */
function primaryCode(error: unknown): number | undefined {
  const code = error instanceof Error ? (error as { errcode?: unknown }).errcode : undefined;
  return typeof code === "number" ? code & 0xff : undefined;
}

/** Whether another process holds the store at the moment. */
export function isBusy(error: unknown): boolean {
  const code = primaryCode(error);
  return code === codes.busy || code === codes.locked;
}

/** What SQLite threw as a mistake of the user, where it is one; as it is where it is none. */
export function asMistake(error: unknown, file: string): unknown {
  const code = primaryCode(error);
  const found = error instanceof Error ? error.message : String(error);
  if (code === codes.notDatabase) return notStore(file, "another kind of file, or a damaged one");
  if (code === codes.corrupt) return damagedStore(file, found);
  if (code === codes.busy || code === codes.locked) {
    return new LnsimError({ code: "file-unwritable", message: "another process keeps the result store to itself", path: file, found, remedy: "wait until it is done, or end it" });
  }
  if (code === codes.cantOpen || code === codes.readOnly || code === codes.full || code === codes.io) {
    return new LnsimError({ code: "file-unwritable", message: "the result store cannot be written", path: file, found, remedy: "choose a folder that exists, may be written, and has room" });
  }
  return error;
}

/** A file that is no result store of ours. */
export function notStore(file: string, found: string): LnsimError {
  return new LnsimError({ code: "file-unreadable", message: "this is no result store", path: file, found, expected: "a file that lnsim sweep run has written", remedy: "name another file" });
}

/** A result store with wrong bytes in it. */
export function damagedStore(file: string, found: string): LnsimError {
  return new LnsimError({ code: "file-unreadable", message: "the result store is damaged", path: file, found, remedy: "restore it from a copy, or name another file and run the sweep again" });
}
