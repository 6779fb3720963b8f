import type { Locate } from "../parameter/decode.ts";
import { withPath } from "../parameter/with-path.ts";
import { isRecord } from "../plugin/is-record.ts";
import type { Registry } from "../plugin/registry.ts";
import type { Layer } from "./layer.ts";
import { operandFormat } from "./operand-format.ts";
import { reach } from "./reach.ts";

/** Unchecked values of a description, by section. */
export type Body = Layer["body"];

/** Several descriptions laid over each other. */
export interface MergedLayers {
  readonly body: Body;
  /** Where each written value stands, by dotted path. */
  readonly origins: ReadonlyMap<string, string>;
  readonly locate: Locate;
}

/**
 * Lays descriptions over each other, the base first. Where one changes the operand format, the datapath parameters
 * written before it apply as far as {@link underOtherFormat} says.
 *
 * @throws {LnsimError} when an operand format cannot be resolved.
 */
export function mergeLayers(layers: readonly Layer[], registry: Registry): MergedLayers {
  let body: Body = {};
  const origins = new Map<string, string>();
  for (const { body: upper, source } of layers) {
    const kept = withPath(source.locate(["numerics", "format"]) ?? source.origin, () =>
      underOtherFormat(body, overlay(body, upper), registry),
    );
    for (const path of origins.keys()) if (reach(kept, path.split(".")) === undefined) origins.delete(path);
    body = overlay(kept, upper);
    for (const path of leafPaths(upper)) origins.set(path.join("."), source.locate(path) ?? source.origin);
  }
  const locate: Locate = (path) => layers.findLast(({ body: written }) => reach(written, path) !== undefined)?.source.locate(path);
  return { body, origins, locate };
}

const datapathSections = ["datapath", "backwardDatapath"] as const;

/**
 * The values of `before` that still apply under the operand format of `after`. Datapath parameters belong to a family of
 * formats and are dropped with it; within the family those that only repeat a default follow the new format's defaults.
 */
export function underOtherFormat<B extends Body>(before: B, after: Body, registry: Registry): B {
  const { numerics } = before;
  if (!isRecord(numerics) || !datapathSections.some((section) => isRecord(numerics[section]))) return before;
  const old = registry.resolve("format", operandFormat(before));
  const next = registry.resolve("format", operandFormat(after));
  if (old.id === next.id) return before;
  const declared = registry.format(old.id).datapath?.parameters ?? {};
  const isKept = ([name, value]: [string, unknown]): boolean => old.plugin === next.plugin && declared[name]?.default !== value;
  const kept = datapathSections.flatMap((section) => {
    const written = numerics[section];
    return isRecord(written) ? [[section, Object.fromEntries(Object.entries(written).filter(isKept))]] : [];
  });
  return { ...before, numerics: { ...numerics, ...Object.fromEntries(kept) } };
}

/** Lays `upper` over `lower`, section by section; both stay as they are. */
function overlay(lower: Body, upper: Body): Body {
  const merged: Record<string, unknown> = { ...lower };
  for (const [key, value] of Object.entries(upper)) {
    const below = merged[key];
    merged[key] = isRecord(below) && isRecord(value) ? overlay(below, value) : value;
  }
  return merged;
}

function* leafPaths(body: Body, prefix: readonly string[] = []): Generator<readonly string[]> {
  for (const [key, value] of Object.entries(body)) {
    if (isRecord(value)) yield* leafPaths(value, [...prefix, key]);
    else yield [...prefix, key];
  }
}
