/** Installs all tarballs of a folder with one command in an empty folder, under the machine's own Node, and runs the program there. */
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { readCommand, runCommand, userEnvironment } from "./run-command.ts";

/** @returns whether the packed program installs and runs */
export function installPacked(tarballs: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), "lnsim-packed-"));
  const place = { cwd: folder, env: userEnvironment() };
  try {
    const files = globSync("*.tgz", { cwd: tarballs }).map((file) => resolve(tarballs, file));
    console.log(`installing ${files.length} packages under Node ${readCommand("node", ["--version"], place).output.trim()} in ${folder}`);
    if (runCommand("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", ...files], place) !== 0) return false;
    return runCommand("npx", ["--no-install", "lnsim", "run", "--steps", "3"], place) === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) process.exitCode = installPacked(resolve(process.argv[2] ?? "packed")) ? 0 : 1;
