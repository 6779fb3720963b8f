import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * What tells one edition of a plugin from another: the SHA-256 of its entry file and the version of its package, where it
 * has one. Files that the entry imports from its own folder count with the version only.
 */
export function pluginEdition(url: string): string {
  const file = fileURLToPath(url);
  const hash = createHash("sha256").update(readFileSync(file)).digest("hex");
  return `${packageVersion(dirname(file)) ?? "no package"} ${hash}`;
}

/** The version that the nearest package.json above states. */
function packageVersion(folder: string): string | undefined {
  const manifest = join(folder, "package.json");
  if (existsSync(manifest)) {
    const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version?: unknown };
    if (typeof version === "string") return version;
  }
  const parent = dirname(folder);
  return parent === folder ? undefined : packageVersion(parent);
}
