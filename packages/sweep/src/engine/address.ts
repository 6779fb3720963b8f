import { LnsimError } from "@lnsim/contracts";

/** Where a database is. */
export interface DatabaseAddress {
  /** With the password, where it has one. */
  readonly url: string;
  /** As it may be printed: without the password. */
  readonly shown: string;
}

/** Whether a store or an engine is named by a URL, and not by a file. */
export function isAddress(name: string): boolean {
  return /^[a-z][a-z\d+.-]*:\/\//i.test(name);
}

/**
 * Reads the URL of a PostgreSQL database. A password that it lacks is taken from PGPASSWORD, so that no list of processes shows it.
 *
 * @throws {LnsimError} code "invalid-value" for what is no such URL.
 */
export function databaseAddress(text: string, env: NodeJS.ProcessEnv = process.env): DatabaseAddress {
  const shown = hidePasswords(text);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !isAddress(text) || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new LnsimError({ code: "invalid-value", message: "this is no address of a database", found: shown, expected: "postgres://USER@HOST:PORT/DATABASE, with :PASSWORD after USER or in PGPASSWORD", remedy: "write characters of names and passwords that are no letters or digits as %40 and the like" });
  }
  const { PGPASSWORD: password } = env;
  if (password === undefined || url.password !== "" || url.searchParams.has("password")) return { url: text, shown };
  url.searchParams.set("password", password);
  return { url: url.href, shown };
}

/** Any text without the passwords of the database addresses in it. */
export function hidePasswords(text: string): string {
  return text.replaceAll(/(\bpostgres(?:ql)?:\/\/[^:@/?#\s]*):\S*@/gi, "$1:***@").replaceAll(/([?&]password=)[^&\s'"]*/gi, "$1***");
}
