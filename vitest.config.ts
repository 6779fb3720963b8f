import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const conditions = ["@lnsim/source", "node", "import", "module", "default"];
const execArgv = ["--conditions=@lnsim/source"];

/** One project per workspace, plus `test/` for what crosses packages. */
function project(name: string, directory: string) {
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
    test: { name, root: `${root}${directory}`, include: ["**/*.test.ts"], exclude: ["**/node_modules/**", "**/dist/**"], execArgv, testTimeout: 30_000 },
  };
}

const workspaces = ["packages", "plugins"].flatMap((group) =>
  readdirSync(`${root}${group}`).map((name) => project(name, `${group}/${name}/src`)),
);

export default defineConfig({ test: { projects: [...workspaces, project("test", "test")] } });
