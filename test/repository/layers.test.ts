import { describe, expect, it } from "vitest";
import { findViolations } from "./layers.ts";
import { importedSpecifiers } from "./module-imports.ts";
import { readWorkspaces, type Workspace } from "./workspace.ts";

function workspace(name: string, folder: string, source: string, changes: Partial<Workspace> = {}): Workspace {
  const files = [{ path: `${folder}src/index.ts`, text: source }];
  return { name, folder, dependencies: [], devDependencies: ["vitest"], unbuilt: ["src/**/*.test.ts", "src/support"], exports: ["."], files, ...changes };
}

const contracts = workspace("@lnsim/contracts", "packages/contracts/", "");
const energy = workspace("@lnsim/energy", "packages/energy/", "");
const simulator = workspace("@lnsim/simulator", "packages/simulator/", "");

/** What is found in one file of the kernel that has this text. */
function inKernel(source: string, changes: Partial<Workspace> = {}): string[] {
  const kernel = workspace("@lnsim/kernel", "packages/kernel/", source, { dependencies: ["@lnsim/contracts"], ...changes });
  return findViolations([contracts, energy, simulator, kernel]);
}

describe("the repository", () => {
  it("keeps its layers", () => {
    const workspaces = readWorkspaces();
    expect(workspaces.length).toBeGreaterThan(10);
    expect(findViolations(workspaces)).toEqual([]);
  });
});

describe("findViolations", () => {
  it("accepts an import of a lower layer that is declared", () => {
    const source = `import type { Unit } from "@lnsim/contracts";\nimport { a } from "./a.ts";\nimport { readFileSync } from "node:fs";`;
    expect(inKernel(source)).toEqual([]);
  });

  it.each([
    ["an upward import", `import { run } from "@lnsim/simulator";`, /stands above it/],
    ["an upward import of types", `import type { Run } from "@lnsim/simulator";`, /stands above it/],
    ["an upward re-export of types", `export type { Run } from "@lnsim/simulator";`, /stands above it/],
    ["an upward import in a type", `export const a = (run: import("@lnsim/simulator").Run): unknown => run;`, /stands above it/],
    ["an upward import on demand", `export const a = () => import("@lnsim/simulator");`, /stands above it/],
    ["an import within the layer", `import { price } from "@lnsim/energy";`, /in its own layer/],
    ["a deep import", `import { a } from "@lnsim/contracts/src/error.ts";`, /deep import/],
    ["a relative import of another package", `import { a } from "../../energy/src/index.ts";`, /leaves its package/],
    ["an undeclared library", `import { pack } from "msgpackr";`, /not declared/],
    ["a development tool outside tests", `import { it } from "vitest";`, /not declared/],
    ["Effect in an inner loop", `import { Effect } from "effect";`, /"effect" is not declared/],
  ])("finds %s", (_, source, message) => {
    expect(inKernel(source)).toEqual([expect.stringMatching(message)]);
  });

  it("finds Effect and immer in an inner loop even where they are declared", () => {
    const source = `import { Schema } from "effect";\nimport * as Path from "@effect/platform-node/NodePath";\nimport { produce } from "immer";`;
    const found = inKernel(source, { dependencies: ["effect", "@effect/platform-node", "immer"] });
    expect(found).toHaveLength(3);
    expect(found.every((line) => line.includes("belongs to the boundary"))).toBe(true);
  });

  it("finds an import of a lower layer that is not declared", () => {
    const found = inKernel(`import { a } from "@lnsim/contracts";`, { dependencies: [] });
    expect(found).toEqual([expect.stringContaining("not declared in packages/kernel/package.json")]);
  });

  it("lets what is not built use development dependencies", () => {
    const text = `import { it } from "vitest";`;
    const at = (path: string) => inKernel("", { files: [{ path: `packages/kernel/${path}`, text }] });
    expect(at("src/deep/a.test.ts")).toEqual([]);
    expect(at("src/support/network.ts")).toEqual([]);
    expect(at("scripts/build.ts")).toEqual([]);
    expect(at("src/supporting.ts")).toHaveLength(1);
  });

  it("lets tests use the specimens that a package of a lower layer exports, and nothing else", () => {
    const text = `import { a } from "@lnsim/kernel/specimens";`;
    const kernel = workspace("@lnsim/kernel", "packages/kernel/", "", { exports: [".", "./specimens"] });
    const at = (path: string) => workspace("@lnsim/recording", "packages/recording/", "", { dependencies: ["@lnsim/kernel"], files: [{ path: `packages/recording/${path}`, text }] });
    expect(findViolations([kernel, at("src/a.test.ts")])).toEqual([]);
    expect(findViolations([kernel, at("src/a.ts")])).toEqual([expect.stringContaining("is a deep import")]);
  });

  it("holds plugins to the public contract, in their tests too", () => {
    const files = [{ path: "plugins/format-x/src/a.test.ts", text: `import { a } from "@lnsim/energy";` }];
    const plugin = workspace("@lnsim/format-x", "plugins/format-x/", "", { files, devDependencies: ["@lnsim/energy"] });
    expect(findViolations([contracts, energy, plugin])).toEqual([expect.stringContaining("may import @lnsim/contracts and")]);
  });

  it("lets blessed into the inspector's terminal folder alone", () => {
    const file = (path: string) => {
      const files = [{ path, text: `import blessed from "blessed";` }];
      return workspace("@lnsim/inspector", "packages/inspector/", "", { dependencies: ["blessed"], files });
    };
    expect(findViolations([file("packages/inspector/src/terminal/screen.ts")])).toEqual([]);
    expect(findViolations([file("packages/inspector/src/view.ts")])).toEqual([expect.stringContaining("blessed")]);
  });

  it("finds a package without a layer", () => {
    expect(findViolations([workspace("@lnsim/stray", "packages/stray/", "")])).toEqual([expect.stringContaining("stands in no layer")]);
  });

  it("finds a deep import from the root's own tests and lets data that is exported through", () => {
    const root = (text: string) => workspace("lnsim-workspace", "", "", { files: [{ path: "test/a.test.ts", text }] });
    const deep = root(`import { a } from "../packages/contracts/src/error.ts";`);
    expect(findViolations([contracts, deep])).toEqual([expect.stringContaining("leaves its package")]);
    const traces = workspace("@lnsim/traces", "traces/", "", { exports: ["./catalog.json"], files: [] });
    expect(findViolations([traces, root(`import catalog from "@lnsim/traces/catalog.json" with { type: "json" };`)])).toEqual([]);
  });
});

describe("importedSpecifiers", () => {
  it("sees every form of import and no text that only looks like one", () => {
    const source = [
      `import a, { type B } from "one";`,
      `import type C from "two";`,
      `import type * as D from "three";`,
      `export type { E } from "four";`,
      `export * from "five";`,
      `import "six";`,
      `const f: import("seven").F = await import("eight");`,
      `const text = 'import { g } from "nine";';`,
      `// import { h } from "ten";`,
      `type I = string;`,
    ].join("\n");
    expect(importedSpecifiers(source).toSorted()).toEqual(["eight", "five", "four", "one", "seven", "six", "three", "two"]);
  });
});
