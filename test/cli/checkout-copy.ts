import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run, type Outcome } from "./lnsim.ts";

const checkout = fileURLToPath(new URL("../..", import.meta.url));
const sources = ["packages", "plugins", "traces"];

/** A copy of the checkout's sources that a test may damage; installed packages are shared with the checkout. */
export interface CheckoutCopy {
  /** Path of a file in the copy. */
  readonly path: (file: string) => string;
  /** Appends to a file of the copy. */
  readonly append: (file: string, text: string) => void;
  /** Runs the copy's command. */
  readonly lnsim: (...args: string[]) => Promise<Outcome>;
  readonly remove: () => void;
}

/** Copies the sources and compiled kernels into a temporary folder. */
export function copyCheckout(): CheckoutCopy {
  const folder = mkdtempSync(join(tmpdir(), "lnsim-checkout-"));
  const filter = (file: string): boolean => !["node_modules", "dist"].includes(basename(file));
  for (const name of sources) cpSync(join(checkout, name), join(folder, name), { recursive: true, filter });
  linkInstalled(folder);
  return {
    path: (file) => join(folder, file),
    append: (file, text) => appendFileSync(join(folder, file), text),
    lnsim: (...args) => run(process.execPath, [join(folder, "packages/cli/bin/lnsim.js"), ...args], { cwd: folder }),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** node_modules of the copy: its own workspaces, and the checkout's packages of everyone else. */
function linkInstalled(folder: string): void {
  const scope = join(folder, "node_modules", "@lnsim");
  mkdirSync(scope, { recursive: true });
  for (const name of readdirSync(join(checkout, "node_modules"))) {
    if (name === "@lnsim" || name === "lnsim") continue;
    symlinkSync(join(checkout, "node_modules", name), join(folder, "node_modules", name));
  }
  const workspaces = sources.flatMap((name) => (name === "traces" ? [name] : readdirSync(join(folder, name)).map((each) => join(name, each))));
  for (const workspace of workspaces) symlinkSync(join(folder, workspace), join(scope, basename(workspace)));
}
