import type { Workspace } from "./workspace.ts";

/** Every dependency that a workspace declares and that no file of it names, as `folder: name`. */
export function findUnusedDependencies(workspaces: readonly Workspace[]): string[] {
  return workspaces.filter(({ folder }) => folder !== "").flatMap(({ folder, dependencies, files }) => {
    const isNamed = (name: string) => files.some(({ text }) => text.includes(`"${name}"`) || text.includes(`"${name}/`));
    return dependencies.filter((name) => !isNamed(name)).map((name) => `${folder}: ${name}`);
  });
}
