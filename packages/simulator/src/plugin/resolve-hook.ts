import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";

const contracts = "@lnsim/contracts";
const packageScheme = "lnsim-plugin:";
let isInstalled = false;

/**
 * Makes plugins find what they import: `@lnsim/contracts` is always the copy of this program, so that a single file in
 * an empty folder can import it; `lnsim-plugin:NAME?FOLDER` is the package NAME as seen from FOLDER.
 */
export function installResolveHook(): void {
  if (isInstalled) return;
  isInstalled = true;
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === contracts) return next(specifier, { ...context, parentURL: import.meta.url });
      if (!specifier.startsWith(packageScheme)) return next(specifier, context);
      const [name, folder] = specifier.slice(packageScheme.length).split("?");
      return next(name!, { ...context, parentURL: pathToFileURL(`${decodeURIComponent(folder!)}/`).href });
    },
  });
}

/** What to import for a package as seen from a folder. */
export function packageSpecifier(name: string, folder: string): string {
  return `${packageScheme}${name}?${encodeURIComponent(folder)}`;
}
