import type { Plugin } from "@lnsim/contracts";
import { builtIn, type Registry } from "./registry.ts";

/** A plugin that does not ship with lnsim, as results tell it from others. */
export interface OutsidePlugin {
  readonly kind: Plugin["kind"];
  readonly name: string;
  /** What tells it from other editions of its code; null for what no file holds. */
  readonly edition: string | null;
}

/** The plugins of a registry that came from outside, in the order of their registration. */
export function outsidePlugins({ registered }: Pick<Registry, "registered">): readonly OutsidePlugin[] {
  return registered.filter(({ source }) => source !== builtIn).map(({ plugin, edition }) => ({ kind: plugin.kind, name: plugin.name, edition }));
}
