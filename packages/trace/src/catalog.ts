import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import { readFailure } from "./byte-source.ts";
import { readFields } from "./field-reader.ts";
import type { PlainData } from "./plain-data.ts";

/** One trace that ships with the project. */
export interface CatalogEntry {
  readonly name: string;
  /** Path of the file. */
  readonly path: string;
  readonly title: string;
  readonly dataset: string;
  /** The command that makes it. */
  readonly made: string;
}

/** The entries of a catalog.json; files are relative to it. Throws a typed error with the place. */
export function readCatalog(path: string): readonly CatalogEntry[] {
  const catalog = readFields(parse(path), path);
  const entries = catalog.records("traces", (fields) => {
    const entry = {
      name: fields.text("name"),
      path: join(dirname(path), fields.text("file")),
      title: fields.text("title"),
      dataset: fields.text("dataset"),
      made: fields.text("made"),
    };
    fields.finish();
    return entry;
  });
  catalog.finish();
  return entries;
}

function parse(path: string): PlainData {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw readFailure(path, error);
  }
  try {
    return JSON.parse(text) as PlainData;
  } catch (error) {
    throw new LnsimError({ code: "syntax", message: "this is not JSON", path, found: (error as Error).message, cause: error });
  }
}
