import { existsSync, globSync, rmSync } from "node:fs";

/** Deletes what a build left in `dist` for a source that is gone, so that it is not packed. Returns the deleted paths. */
export function removeStaleOutput(folder: string): string[] {
  const stale = globSync("dist/**/*.{js,d.ts}", { cwd: folder }).filter((output) => {
    const source = output.replace(/^dist/, "src").replace(/\.(js|d\.ts)$/, ".ts");
    return !existsSync(`${folder}/${source}`);
  });
  for (const output of stale) rmSync(`${folder}/${output}`);
  return stale.map((output) => `${folder}/${output}`);
}
