import { existsSync } from "node:fs";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { LnsimError, type Plugin } from "@lnsim/contracts";
import { pluginEdition } from "./plugin-edition.ts";
import type { Registry } from "./registry.ts";
import { installResolveHook, packageSpecifier } from "./resolve-hook.ts";

/**
 * Loads a plugin by dynamic import and registers it. A path (`./mine.ts`, `/x/mine.js`) starts at `folder`; anything
 * else is a package as seen from `folder`. The default export counts, or a single named `plugin`; an array of plugins
 * is taken one by one.
 *
 * @throws {LnsimError} code "file-not-found", "plugin-failed" (it throws on import) or "plugin-invalid".
 */
export async function loadPlugin(registry: Registry, specifier: string, folder: string): Promise<readonly Plugin[]> {
  installResolveHook();
  const target = isPath(specifier, folder) ? fileTarget(specifier, folder) : packageSpecifier(specifier, folder);
  let module: Record<string, unknown>;
  try {
    module = (await import(target)) as Record<string, unknown>;
  } catch (cause) {
    throw importFailure(specifier, folder, cause);
  }
  const value = module.default ?? module.plugin;
  if (value === undefined) {
    throw new LnsimError({
      code: "plugin-invalid",
      message: `${specifier} exports no plugin`,
      path: specifier,
      found: Object.keys(module).join(", ") || "no exports",
      expected: "a default export, or one named plugin",
    });
  }
  const edition = pluginEdition(import.meta.resolve(target));
  return (Array.isArray(value) ? value : [value]).map((each) => registry.register(each, specifier, edition));
}

function isPath(specifier: string, folder: string): boolean {
  if (/^(\.{0,2}[\\/]|[a-zA-Z]:[\\/])/.test(specifier)) return true;
  return extname(specifier) !== "" && existsSync(resolve(folder, specifier));
}

function fileTarget(specifier: string, folder: string): string {
  const file = resolve(folder, specifier);
  if (existsSync(file)) return pathToFileURL(file).href;
  throw new LnsimError({ code: "file-not-found", message: `there is no plugin file ${specifier}`, path: file });
}

function importFailure(specifier: string, folder: string, cause: unknown): LnsimError {
  const isMissing = (cause as { code?: string } | null)?.code === "ERR_MODULE_NOT_FOUND";
  const message = cause instanceof Error ? cause.message.split("\n")[0]! : String(cause);
  if (isMissing && message.includes(`'${specifier}'`)) {
    return new LnsimError({
      code: "file-not-found",
      message: `there is no plugin package ${specifier}`,
      path: `seen from ${folder}`,
      remedy: `install it ("npm install ${specifier}"), or give a path that starts with ./`,
    });
  }
  return new LnsimError({
    code: "plugin-failed",
    message: `plugin ${specifier} cannot be imported`,
    path: specifier,
    found: message,
    cause,
  });
}
