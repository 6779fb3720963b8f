import { existsSync, globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A source file of a workspace. */
export interface SourceFile {
  /** Path from the root of the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** A package of the repository, as far as the layer rules look at it. */
export interface Workspace {
  readonly name: string;
  /** Path from the root of the repository, with a final slash. */
  readonly folder: string;
  /** What the package can import once it is installed elsewhere. */
  readonly dependencies: readonly string[];
  /** What its tests and scripts can import besides. */
  readonly devDependencies: readonly string[];
  /** What its build leaves out, as patterns below its folder: tests and their support. */
  readonly unbuilt: readonly string[];
  /** The keys of its `exports`. */
  readonly exports: readonly string[];
  readonly files: readonly SourceFile[];
}

/** The root of the repository. */
export const repository = fileURLToPath(new URL("../../", import.meta.url));

interface Manifest {
  readonly name: string;
  readonly workspaces?: readonly string[];
  readonly exports?: { readonly [key: string]: unknown };
  readonly dependencies?: { readonly [name: string]: string };
  readonly optionalDependencies?: { readonly [name: string]: string };
  readonly peerDependencies?: { readonly [name: string]: string };
  readonly devDependencies?: { readonly [name: string]: string };
}

/** Every workspace of the repository, and the root itself last, with `test/`, `bench/` and `scripts/` as its files. */
export function readWorkspaces(): Workspace[] {
  const root = readManifest("");
  const folders = globSync(root.workspaces as string[], { cwd: repository }).map((folder) => `${folder.replaceAll("\\", "/")}/`);
  const workspaces = folders
    .filter((folder) => existsSync(`${repository}${folder}package.json`))
    .toSorted()
    .map((folder) => workspaceOf(folder, readManifest(folder), ["src/**/*.ts", "bin/*.js", "scripts/*.{ts,mjs,js}"], root));
  return [...workspaces, workspaceOf("", root, ["{test,bench,scripts}/**/*.{ts,mjs,js}", "vitest.config.ts"], root)];
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(`${repository}${folder}package.json`, "utf8"));
}

function readUnbuilt(folder: string): string[] {
  const file = `${repository}${folder}tsconfig.json`;
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")).exclude ?? []) : [];
}

function workspaceOf(folder: string, manifest: Manifest, patterns: readonly string[], root: Manifest): Workspace {
  const paths = globSync(patterns as string[], { cwd: `${repository}${folder}` })
    .map((path) => `${folder}${path.replaceAll("\\", "/")}`)
    .filter((path) => !path.includes("/assembly/") && !path.includes("node_modules/"))
    .toSorted();
  return {
    name: manifest.name,
    folder,
    dependencies: Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.peerDependencies }),
    devDependencies: Object.keys({ ...manifest.devDependencies, ...root.devDependencies }),
    unbuilt: readUnbuilt(folder),
    exports: Object.keys(manifest.exports ?? {}),
    files: paths.map((path) => ({ path, text: readFileSync(`${repository}${path}`, "utf8") })),
  };
}
