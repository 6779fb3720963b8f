import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A library that a page carries. */
export interface PageLibrary {
  readonly name: string;
  readonly version: string;
  /** Its terms, which ask to go with it. */
  readonly license: string;
  /** Its build for browsers, fit for a script element. */
  readonly source: string;
}

const builds = [
  ["vega", "vega.min.js"],
  ["vega-lite", "vega-lite.min.js"],
  ["vega-embed", "vega-embed.min.js"],
] as const;

/** The libraries of a page in the order in which they need each other, about 0.84 MB. */
export function pageLibraries(): readonly PageLibrary[] {
  const require = createRequire(import.meta.url);
  return builds.map(([name, file]) => {
    const folder = dirname(require.resolve(name));
    const { version } = JSON.parse(readFileSync(join(folder, "../package.json"), "utf8")) as { readonly version: string };
    const license = readFileSync(join(folder, "../LICENSE"), "utf8");
    const source = readFileSync(join(folder, file), "utf8").replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
    if (/<\/script|<!--/i.test(source)) throw new Error(`${name} ${version} cannot stand in a script element as it is`);
    return { name, version, license, source };
  });
}
