import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
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

/** By default two cores would get one worker; many tests wait for programs that they have started. */
const maxWorkers = Math.max(2, availableParallelism() - 1);

export default defineConfig({ test: { maxWorkers, projects: [...workspaces, project("test", "test")] } });
