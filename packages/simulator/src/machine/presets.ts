import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { LnsimError, nearestName } from "@lnsim/contracts";

/** The folder of the machine presets, which ship with the hardware package. */
function presetFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve("@lnsim/hardware/package.json")), "presets");
}

/** Names of the machine presets, in alphabetical order. */
export function presetNames(): readonly string[] {
  return readdirSync(presetFolder())
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => file.slice(0, -".yaml".length))
    .sort();
}

/** The file of a preset. @throws {LnsimError} code "unknown-name", with the nearest name. */
export function presetFile(name: string): string {
  const names = presetNames();
  if (names.includes(name)) return join(presetFolder(), `${name}.yaml`);
  const nearest = nearestName(name, names);
  throw new LnsimError({
    code: "unknown-name",
    message: `there is no machine "${name}"`,
    found: name,
    expected: names.join(", "),
    ...(nearest !== undefined && { nearest }),
    remedy: `"lnsim machine list" lists the presets; a file is named with its extension, such as ./mine.yaml`,
  });
}
