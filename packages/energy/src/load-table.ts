import { readFileSync, readdirSync } from "node:fs";
import { LnsimError, nearestName } from "@lnsim/contracts";
import { checkTable } from "./check-table.ts";
import type { EnergyTable } from "./energy-table.ts";

const folder = new URL("../tables/", import.meta.url);

/** Names of the tables that ship with the package, in alphabetical order. */
export function tableNames(): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.slice(0, -".json".length))
    .toSorted();
}

/**
 * Reads and checks a table that ships with the package.
 * @throws LnsimError `unknown-name` with the nearest name, or what {@link checkTable} finds
 */
export function loadTable(name: string): EnergyTable {
  const names = tableNames();
  if (!names.includes(name)) {
    const nearest = nearestName(name, names);
    throw new LnsimError({
      code: "unknown-name",
      message: "there is no energy table of this name",
      found: name,
      expected: names.join(", "),
      ...(nearest === undefined ? {} : { nearest }),
    });
  }
  return parseTable(readFileSync(new URL(`${name}.json`, folder), "utf8"), `${name}.json`);
}

/**
 * Parses and checks the text of a table.
 * @param origin the file's name, for errors
 * @throws LnsimError `syntax` when the text is not JSON, or what {@link checkTable} finds
 */
export function parseTable(text: string, origin: string): EnergyTable {
  return checkTable(parseJson(text, origin), origin);
}

function parseJson(text: string, origin: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new LnsimError({ code: "syntax", message: "an energy table is not JSON", path: origin, found: (cause as Error).message, cause });
  }
}
