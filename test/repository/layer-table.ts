/** One layer: the packages in it. Imports go to lower layers only. */
export interface Layer {
  readonly name: string;
  /** Package names; a trailing `*` stands for any rest. */
  readonly packages: readonly string[];
}

/** The layers from the bottom up. A workspace that stands in none of them is refused. */
export const layers: readonly Layer[] = [
  { name: "L0 contracts", packages: ["@lnsim/contracts", "@lnsim/elementary"] },
  { name: "L1 plugins", packages: ["@lnsim/format-*", "@lnsim/optimizer-*"] },
  { name: "L1 foundations", packages: ["@lnsim/kernel", "@lnsim/dataflow", "@lnsim/numerics", "@lnsim/trace", "@lnsim/energy", "@lnsim/chart", "@lnsim/traces"] },
  { name: "L2 machines and training", packages: ["@lnsim/hardware", "@lnsim/recording", "@lnsim/training"] },
  { name: "L3 simulator", packages: ["@lnsim/simulator", "@lnsim/conformance"] },
  { name: "L4 studies", packages: ["@lnsim/sweep", "@lnsim/inspector"] },
  { name: "L5 command line", packages: ["lnsim"] },
];

/** Packages of one layer that may import each other: importer, then imported. */
export const declaredWithinLayer: readonly (readonly [from: string, to: string])[] = [];

/** Plugins are written as an outsider would write them: of ours, they may import these alone, in their tests too. */
export const pluginImports: readonly string[] = ["@lnsim/contracts", "@lnsim/elementary"];

/** Packages whose code runs per cycle or per element: no Effect and no immer in them. */
export const innerLoopPackages: readonly string[] = [
  "@lnsim/contracts",
  "@lnsim/elementary",
  "@lnsim/kernel",
  "@lnsim/dataflow",
  "@lnsim/numerics",
  "@lnsim/trace",
  "@lnsim/energy",
  "@lnsim/hardware",
  "@lnsim/recording",
  "@lnsim/training",
  "@lnsim/format-*",
  "@lnsim/optimizer-*",
];

/** What an inner loop must not meet. */
export const boundaryLibraries: readonly string[] = ["effect", "@effect/*", "immer"];

/** Plain data inside a package that the root's own folders may import by its path. */
export const plainData: readonly string[] = ["packages/cli/bin/commands.js"];

/** The only folder whose files import blessed. */
export const blessedFolder = "packages/inspector/src/terminal/";

/** Whether a package name is one of those listed. */
export function isListed(name: string, listed: readonly string[]): boolean {
  return listed.some((entry) => (entry.endsWith("*") ? name.startsWith(entry.slice(0, -1)) : name === entry));
}
