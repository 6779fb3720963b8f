import { existsSync, globSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, it, test } from "vitest";
import { isAmong, linkedFiles, namedSources } from "./named-files.ts";
import { repository } from "./workspace.ts";

const pages = globSync(["*.md", "docs/**/*.md", "traces/*.md", "{packages,plugins}/*/README.md", "packages/*/src/**/README.md"], { cwd: repository })
  .map((path) => path.replaceAll("\\", "/"))
  .toSorted();
const sources = globSync("{packages,plugins,test,scripts,bench}/**/*.ts", { cwd: repository, exclude: (path) => /node_modules|dist/.test(String(path)) }).map((path) => path.replaceAll("\\", "/"));
const textOf = (page: string): string => readFileSync(`${repository}${page}`, "utf8");

test("pages link to files that exist", () => {
  const broken = pages.flatMap((page) =>
    linkedFiles(textOf(page))
      .filter((target) => !existsSync(`${repository}${posix.join(posix.dirname(page), target)}`))
      .map((target) => `${page}: ${target}`),
  );
  expect(pages.length).toBeGreaterThan(30);
  expect(broken).toEqual([]);
});

test("a README names files of its package, CONTRIBUTING files of the repository", () => {
  const readmes = pages.filter((page) => page === "CONTRIBUTING.md" || page.endsWith("/README.md"));
  const stale = readmes.flatMap((page) => {
    const folder = /^(packages|plugins)\/[^/]+\//.exec(page)?.[0] ?? "";
    const own = sources.filter((path) => path.startsWith(folder));
    return namedSources(textOf(page))
      .filter((named) => !isAmong(own, named))
      .map((named) => `${page}: ${named}`);
  });
  expect(stale).toEqual([]);
});

describe("what a page names", () => {
  it("is found in links, without anchors, and not elsewhere", () => {
    expect(linkedFiles("[a](b.md#c) [d](https://e.f) [g](../h/) (i.md)")).toEqual(["b.md", "../h/"]);
  });

  it("is found in backquotes", () => {
    expect(namedSources("`a.ts` and `b/c-d.ts`, not `./mine.ts`, `e` or f.ts")).toEqual(["a.ts", "b/c-d.ts"]);
  });

  it("is a file by the end of its path", () => {
    expect(isAmong(["packages/kernel/src/kernel.ts"], "src/kernel.ts")).toBe(true);
    expect(isAmong(["packages/kernel/src/kernel.ts"], "nel.ts")).toBe(false);
  });
});
