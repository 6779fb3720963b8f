import { LnsimError } from "@lnsim/contracts";
import { readDescription, type DescriptionSource } from "./description-source.ts";

/** Keys at the top of a description that are about it, not values of the machine. */
export interface DescriptionHead {
  readonly name: string;
  readonly description: string;
  readonly plugins: readonly string[];
}

/** One description of a chain of `extends`, taken apart. */
export interface Layer {
  readonly source: DescriptionSource;
  readonly head: DescriptionHead;
  /** The machine's values as written here, unchecked. */
  readonly body: { readonly [section: string]: unknown };
}

/**
 * Reads a description and everything it extends; the base comes first.
 *
 * @throws {LnsimError} like {@link readDescription}, and for a chain that comes back to itself.
 */
export async function readLayers(nameOrFile: string, folder: string): Promise<readonly Layer[]> {
  const layers: Layer[] = [];
  let next: { name: string; folder: string } | undefined = { name: nameOrFile, folder };
  while (next !== undefined) {
    const source: DescriptionSource = await readDescription(next.name, next.folder);
    if (layers.some((layer) => layer.source.origin === source.origin && layer.source.folder === source.folder)) {
      throw new LnsimError({
        code: "invalid-combination",
        message: "a machine description extends itself",
        path: `extends in ${source.locate(["extends"])}`,
        found: [...layers.map((layer) => layer.source.origin), source.origin].join(" -> "),
      });
    }
    const { head, base, body } = takeApart(source);
    layers.unshift({ source, head, body });
    next = base === undefined ? undefined : { name: base, folder: source.folder };
  }
  return layers;
}

function takeApart(source: DescriptionSource): { head: DescriptionHead; base: string | undefined; body: Layer["body"] } {
  const { name, description, extends: base, plugins, ...body } = source.given;
  const require = (key: string, holds: boolean, expected: string): void => {
    if (holds) return;
    throw new LnsimError({
      code: "invalid-value",
      message: `a value of the machine description is not accepted`,
      path: `${key} in ${source.locate([key])}`,
      found: JSON.stringify(source.given[key]),
      expected,
    });
  };
  require("name", name === undefined || typeof name === "string", "text");
  require("description", description === undefined || typeof description === "string", "text");
  require("extends", base === undefined || typeof base === "string", "the name of a preset, or a file");
  const isList = Array.isArray(plugins) && plugins.every((each) => typeof each === "string");
  require("plugins", plugins === undefined || isList, "a list of paths and packages");
  const head = {
    name: (name as string | undefined) ?? source.origin.replace(/^preset /, ""),
    description: (description as string | undefined) ?? "",
    plugins: (plugins as string[] | undefined) ?? [],
  };
  return { head, base: base as string | undefined, body };
}
