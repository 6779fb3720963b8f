import { createHash } from "node:crypto";
import type { MachineValues } from "./machine-tree.ts";

/** The hash of how a machine computes and trains, whatever its blocks are: the width of a vector is all that they add. */
export function arithmeticHash({ numerics, training, pe }: Pick<MachineValues, "numerics" | "training" | "pe">): string {
  return canonicalHash({ numerics, training, vectorSize: pe.vectorSize });
}

/** SHA-256, in hexadecimal, of plain data as canonical JSON: keys sorted, no white space. */
export function canonicalHash(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(",")}}`;
}
