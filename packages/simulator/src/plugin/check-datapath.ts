import type { MacDatapath } from "@lnsim/contracts";
import { isRecord } from "./is-record.ts";
import { refusal, type PluginSubject } from "./refusal.ts";

/**
 * Checks a datapath that a format declared: kind, and the type and length of every table.
 * What its numbers must obey is checked where they are used, by the numerics.
 *
 * @throws {LnsimError} code "plugin-invalid" for the first fault.
 */
export function checkDatapath(subject: PluginSubject, value: unknown, codes: { readonly left: number; readonly right: number }): MacDatapath {
  const at = "create().datapath.create()";
  if (!isRecord(value)) throw refusal(subject, { field: at, found: value, expected: "a datapath declaration" });
  const require = (field: string, holds: boolean, expected: string): void => {
    if (!holds) throw refusal(subject, { field: `${at}.${field}`, found: value[field], expected });
  };
  require("kind", ["fixed", "float", "log"].includes(value.kind as string), "fixed, float or log");
  require("description", typeof value.description === "string", "a name for reports");
  require("vectorSize", Number.isSafeInteger(value.vectorSize) && (value.vectorSize as number) > 0, "a positive whole number");
  require("costRecord", value.costRecord === null || typeof value.costRecord === "string", "a key, or null");
  if (value.kind === "fixed") checkFixed(value, codes, require);
  if (value.kind === "float") checkMaxima(value, require);
  if (value.kind === "log") {
    require("deltaSame", value.deltaSame instanceof Int32Array, "an Int32Array");
    require("deltaOpposite", value.deltaOpposite instanceof Int32Array, "an Int32Array");
  }
  return Object.freeze(value) as unknown as MacDatapath;
}

const accumulators = "wide, binary32, or { bits, lsb, rounding: half-up or floor, overflow: saturate or wrap }";

function isAccumulator(value: unknown): boolean {
  return (
    isRecord(value) &&
    Number.isSafeInteger(value.bits) &&
    Number.isSafeInteger(value.lsb) &&
    ["half-up", "floor"].includes(value.rounding as string) &&
    ["saturate", "wrap"].includes(value.overflow as string)
  );
}

function checkFixed(
  value: Record<string, unknown>,
  codes: { readonly left: number; readonly right: number },
  require: (field: string, holds: boolean, expected: string) => void,
): void {
  const isTable = (table: unknown, length: number): boolean => table instanceof Float64Array && table.length === length;
  require("leftCodeCount", value.leftCodeCount === codes.left, `the format's codeCount, ${codes.left}`);
  require("rightCodeCount", value.rightCodeCount === codes.right, `the codeCount of the format on the right, ${codes.right}`);
  require("classes", Number.isSafeInteger(value.classes) && (value.classes as number) > 0, "a positive whole number");
  const entries = (value.classes as number) * codes.right;
  require("leftFactor", isTable(value.leftFactor, codes.left), `a Float64Array of leftCodeCount = ${codes.left} entries`);
  const isClassTable = value.leftClass instanceof Uint8Array && value.leftClass.length === codes.left;
  require("leftClass", isClassTable, `a Uint8Array of leftCodeCount = ${codes.left} entries`);
  require("head", isTable(value.head, entries), `a Float64Array of classes * rightCodeCount = ${entries} entries`);
  require("tail", value.tail === null || isTable(value.tail, entries), `null, or a Float64Array of ${entries} entries`);
  const { accumulator } = value;
  require("accumulator", accumulator === "wide" || accumulator === "binary32" || isAccumulator(accumulator), accumulators);
  for (const field of ["cutBits", "fractionBits", "productUnit", "windowBits"]) {
    require(field, Number.isFinite(value[field]), "a number");
  }
  const { conversionError: error } = value;
  require("conversionError", error === undefined || (Number.isFinite(error) && (error as number) >= 0), "a relative error, or nothing");
  checkMaxima(value, require);
}

function checkMaxima(value: Record<string, unknown>, require: (field: string, holds: boolean, expected: string) => void): void {
  for (const field of ["leftMax", "rightMax"]) {
    const max = value[field];
    require(field, max === undefined || (Number.isFinite(max) && (max as number) > 0), "a positive number, or nothing");
  }
}
