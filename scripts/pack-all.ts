/**
 * Builds every workspace, checks what each would publish, and packs them all into one folder.
 *
 *     npm run pack:all            into ./packed
 *     npm run pack:all -- FOLDER
 */
import { mkdirSync, readFileSync, rmSync, globSync } from "node:fs";
import { resolve } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { readCommand, repository, runCommand } from "./run-command.ts";
import { removeStaleOutput } from "./stale-output.ts";
import { workspaceFolders } from "./workspaces.ts";

/** A package as `npm pack --json` describes it. */
interface Packed {
  readonly name: string;
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/**
 * Builds, lints and packs. Prints every problem that it finds.
 * @param folder where the tarballs go; tarballs that are there already are deleted
 * @returns whether all packages are fit to be published
 */
export async function packAll(folder: string): Promise<boolean> {
  if (runCommand("turbo", ["run", "build"]) !== 0) return false;
  for (const workspace of workspaceFolders()) removeStaleOutput(workspace);
  const problems = (await Promise.all(workspaceFolders().map(publishingProblems))).flat();
  mkdirSync(folder, { recursive: true });
  for (const old of globSync("*.tgz", { cwd: folder })) rmSync(`${folder}/${old}`);
  const { code, output } = readCommand("npm", ["pack", "--workspaces", "--ignore-scripts", "--json", "--pack-destination", folder]);
  if (code !== 0) return false;
  const packages = packedPackages(output);
  problems.push(...packages.flatMap(contentProblems));
  for (const { filename, size, files } of packages) console.log(`packed ${filename}: ${files.length} files, ${(size / 1024).toFixed(1)} KiB`);
  for (const problem of problems) console.error(`problem: ${problem}`);
  return problems.length === 0;
}

/** npm prints a list, or since version 12 an object by name. */
function packedPackages(output: string): Packed[] {
  return Object.values(JSON.parse(output) as { [key: string]: Packed });
}

async function publishingProblems(folder: string): Promise<string[]> {
  const manifest = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const { messages } = await publint({ pkgDir: folder, level: "warning", strict: true, pack: "npm" });
  return messages.map((message) => `${manifest.name}: ${formatMessage(message, manifest)}`);
}

/** What must not be in a package: sources and tests, which Node would not strip under node_modules; what must: something. */
function contentProblems({ name, files }: Packed): string[] {
  const paths = files.map((file) => file.path);
  const unwanted = paths.filter((path) => /(^|\/)src\/|\.test\.|\.tsbuildinfo$|\.tgz$|(?<!\.d)\.ts$/.test(path));
  const empty = paths.length < 2 ? [`${name}: the package holds nothing but ${paths.join(", ")}`] : [];
  return [...unwanted.map((path) => `${name}: ${path} must not be published`), ...empty];
}

if (import.meta.main) process.exitCode = (await packAll(resolve(process.argv[2] ?? `${repository}packed`))) ? 0 : 1;
