import { machineKind } from "@lnsim/hardware";
import { eachParameter, type MachineDescription } from "@lnsim/simulator";

const kinds = { pe: "PE", chip: "chip", systolic: "systolic array" } as const;

/** Every preset: which kind of machine it is, and what it sets otherwise than `base`, the first of them all. */
export function presetTable(presets: readonly MachineDescription[], base: MachineDescription): string {
  const rows = presets.map((preset) => {
    const kind = kinds[machineKind(preset.values)];
    return `| \`${preset.name}\` | ${kind} | ${preset.description} | ${differences(preset, base).join(" ") || "-"} |`;
  });
  return [`| preset | kind | what it is | what it sets otherwise than \`${base.name}\` |`, "|---|---|---|---|", ...rows].join("\n");
}

/** As they would be written behind --set; defaults that follow from them are left out. */
function differences({ tree, values, origins }: MachineDescription, base: MachineDescription): string[] {
  return [...eachParameter(tree)]
    .map(([path]) => path)
    .filter((path) => origins.get(path) !== "default" && valueAt(values, path) !== valueAt(base.values, path))
    .map((path) => `\`${path}=${String(valueAt(values, path))}\``);
}

function valueAt(values: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key], values);
}
