import { isBuiltin } from "node:module";
import { posix } from "node:path";
import { blessedFolder, boundaryLibraries, declaredWithinLayer, innerLoopPackages, isListed, layers, plainData, pluginImports } from "./layer-table.ts";
import { importedSpecifiers } from "./module-imports.ts";
import type { SourceFile, Workspace } from "./workspace.ts";

/** Every breach of the layer rules as one line, `file: what`; empty when there is none. */
export function findViolations(workspaces: readonly Workspace[]): string[] {
  const homeless = workspaces.filter((workspace) => workspace.folder !== "" && layerOf(workspace.name) === -1);
  return [
    ...homeless.map((workspace) => `${workspace.folder}package.json: ${workspace.name} stands in no layer`),
    ...workspaces.flatMap((workspace) => workspace.files.flatMap((file) => violationsOf(file, workspace, workspaces))),
  ];
}

function violationsOf(file: SourceFile, workspace: Workspace, workspaces: readonly Workspace[]): string[] {
  return importedSpecifiers(file.text).flatMap((specifier) => {
    const found = specifier.startsWith(".")
      ? relativeViolation(specifier, file, workspace, workspaces)
      : (packageViolation(specifier, file, workspace, workspaces) ?? libraryViolation(specifier, file, workspace));
    return found === undefined ? [] : [`${file.path}: ${found}`];
  });
}

/** A relative import stays inside its package; from the root's own folders it stays outside every package. */
function relativeViolation(specifier: string, file: SourceFile, workspace: Workspace, workspaces: readonly Workspace[]): string | undefined {
  const target = posix.join(posix.dirname(file.path), specifier);
  const home = workspaces.find((other) => other.folder !== "" && target.startsWith(other.folder));
  if (home === workspace) return undefined;
  if (workspace.folder === "" && (home === undefined || plainData.includes(target))) return undefined;
  return `"${specifier}" leaves its package; import the root of another package by name`;
}

function packageViolation(specifier: string, file: SourceFile, workspace: Workspace, workspaces: readonly Workspace[]): string | undefined {
  if (isBuiltin(specifier)) return undefined;
  const name = packageOf(specifier);
  const target = workspaces.find((other) => other.name === name);
  if (target === undefined) return undeclared(name, file, workspace);
  const subpath = `.${specifier.slice(name.length)}`;
  const isData = subpath.endsWith(".json") && target.exports.includes(subpath);
  const isSpecimens = subpath === "./specimens" && target.exports.includes(subpath) && isUnbuilt(file, workspace);
  if (subpath !== "." && !isData && !isSpecimens) return `"${specifier}" is a deep import; import "${name}"`;
  if (workspace.folder === "") return undefined;
  return directionViolation(workspace.name, name) ?? undeclared(name, file, workspace);
}

function directionViolation(from: string, to: string): string | undefined {
  const [own, other] = [layerOf(from), layerOf(to)];
  const isPlugin = isListed(from, ["@lnsim/format-*", "@lnsim/optimizer-*"]);
  if (isPlugin && !pluginImports.includes(to)) return `a plugin imports "${to}"; of ours it may import ${pluginImports.join(" and ")} alone`;
  if (other < own) return undefined;
  const isDeclared = declaredWithinLayer.some(([importer, imported]) => importer === from && imported === to);
  if (other === own && isDeclared) return undefined;
  const where = other === own ? "in its own layer" : "above it";
  return `"${to}" stands ${where} (${layers[other]!.name}; ${from} is in ${layers[own]?.name ?? "none"})`;
}

/** What is installed with the package is declared; what its build leaves out and the root may use development dependencies too. */
function undeclared(name: string, file: SourceFile, workspace: Workspace): string | undefined {
  const isDevelopment = isUnbuilt(file, workspace);
  const declared = isDevelopment ? [...workspace.dependencies, ...workspace.devDependencies] : workspace.dependencies;
  return declared.includes(name) ? undefined : `"${name}" is not declared in ${workspace.folder}package.json`;
}

function isUnbuilt(file: SourceFile, workspace: Workspace): boolean {
  const path = file.path.slice(workspace.folder.length);
  return workspace.folder === "" || path.startsWith("scripts/") || workspace.unbuilt.some((pattern) => path.startsWith(`${pattern}/`) || posix.matchesGlob(path, pattern));
}

function libraryViolation(specifier: string, file: SourceFile, workspace: Workspace): string | undefined {
  const name = packageOf(specifier);
  if (name === "blessed" && !file.path.startsWith(blessedFolder)) return `"blessed" may be imported in ${blessedFolder} alone`;
  if (isListed(workspace.name, innerLoopPackages) && isListed(name, boundaryLibraries)) {
    return `"${name}" belongs to the boundary; ${workspace.name} holds inner loops`;
  }
  return undefined;
}

function layerOf(name: string): number {
  return layers.findIndex((layer) => isListed(name, layer.packages));
}

function packageOf(specifier: string): string {
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : parts[0]!;
}
