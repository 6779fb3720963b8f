import { globSync, readFileSync } from "node:fs";
import { repository } from "./run-command.ts";

/** The folders of all workspaces, absolute, in alphabetical order. */
export function workspaceFolders(): string[] {
  const { workspaces } = JSON.parse(readFileSync(`${repository}package.json`, "utf8")) as { workspaces: string[] };
  return workspaces
    .flatMap((pattern) => globSync(`${pattern}/package.json`, { cwd: repository }))
    .map((manifest) => `${repository}${manifest.replaceAll("\\", "/").replace(/\/package\.json$/, "")}`)
    .toSorted();
}
