import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { programVersions, RunPlanner } from "@lnsim/simulator";
import { afterAll, expect, test } from "vitest";
import { differencesFrom, environmentOf, queueName } from "./environment.ts";

const folder = mkdtempSync(join(tmpdir(), "lnsim-environment-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A folder with an optimizer of its own; editions differ by a note. */
function folderWith(name: string, note: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  writeFileSync(join(path, "mine.mjs"), `// ${note}\nimport sgd from "${import.meta.resolve("@lnsim/optimizer-sgd")}";\nexport default { ...sgd, name: "mine", presets: {} };`);
  return path;
}

const source = (at: string) => ({ machine: "systolic", plugins: ["./mine.mjs"], folder: at });

test("points without plugins from outside have one environment, whatever their machines", async () => {
  const planner = new RunPlanner();
  const environment = await environmentOf([{ machine: "systolic", folder: "/a" }, { machine: "lns-madam", folder: "/b" }], planner);
  expect(environment).toEqual({ versions: programVersions, plugins: [], sources: [] });
  expect(queueName(environment)).toBe(queueName(await environmentOf([], planner)));
  expect(await differencesFrom(environment, planner, folder)).toEqual([]);
});

test("another version is named, with what is here", async () => {
  const environment = { versions: { ...programVersions, lnsim: "9.9.9", result: 99 }, plugins: [], sources: [] };
  expect(await differencesFrom(environment, new RunPlanner(), folder)).toEqual([`lnsim ${programVersions.lnsim} here and 9.9.9 there`, `schema of results ${programVersions.result} here and 99 there`]);
});

test("plugins are those of the folder that they were submitted from, or else of this one, and of the same edition", async () => {
  const [there, same, other, none] = [folderWith("there", "one"), folderWith("same", "one"), folderWith("other", "two"), join(folder, "none")];
  const environment = await environmentOf([source(there), source(there), { machine: "systolic", folder: there }], new RunPlanner());
  expect(environment.plugins).toMatchObject([{ kind: "optimizer", name: "mine", edition: expect.any(String) }]);
  expect(environment.sources).toEqual([source(there)]);
  expect(await differencesFrom(environment, new RunPlanner(), other)).toEqual([]);
  rmSync(there, { recursive: true });
  expect(await differencesFrom(environment, new RunPlanner(), same)).toEqual([]);
  expect(await differencesFrom(environment, new RunPlanner(), other)).toEqual(["another edition of the optimizer plugin mine here"]);
  expect(await differencesFrom(environment, new RunPlanner(), none)).toEqual([`there is no plugin file ./mine.mjs: ${join(none, "mine.mjs")}`]);
});
