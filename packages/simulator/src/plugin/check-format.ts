import type { NumberFormat } from "@lnsim/contracts";
import { checkFormatBehaviour } from "./check-format-behaviour.ts";
import { checkParameters } from "./check-parameters.ts";
import { isRecord } from "./is-record.ts";
import { refusal, refuseUnknownFields, type BehaviourCheck, type PluginSubject } from "./refusal.ts";

const fields = ["id", "bits", "codeCount", "scaled", "granularities", "range", "zeroCode", "encode", "decode"];
const optionalFields = ["vectorSize", "scaleBits", "topOf", "encodeGroups", "decodeGroups", "log2", "narrow", "datapath"];
const granularities = ["tensor", "channel", "row", "vector"];

/**
 * Checks a number format that a plugin made: the shape of every field, then, unless its behaviour stays unchecked, a few
 * hundred values through it.
 *
 * @throws {LnsimError} code "plugin-invalid" for the first fault.
 */
export function checkFormat(subject: PluginSubject, value: unknown, id: string, behaviour: BehaviourCheck = "checked"): NumberFormat {
  if (!isRecord(value)) throw refusal(subject, { field: "create()", found: value, expected: "a number format" });
  const require = (field: string, holds: boolean, expected: string): void => {
    if (!holds) throw refusal(subject, { field: `create().${field}`, found: value[field], expected });
  };
  refuseUnknownFields(subject, value, [...fields, ...optionalFields], "create().");
  require("id", value.id === id, `the id it was given, "${id}"`);
  require("bits", isWhole(value.bits, 1, 32), "a whole number from 1 to 32");
  require("codeCount", isWhole(value.codeCount, 2, 2 ** (value.bits as number)), "a whole number from 2 to 2^bits");
  require("scaled", typeof value.scaled === "boolean", "true or false");
  require("granularities", isSubset(value.granularities, granularities), `one or more of ${granularities.join(", ")}`);
  const isBlock = value.vectorSize !== undefined;
  require("vectorSize", !isBlock || isWhole(value.vectorSize, 1, 4096), "a whole number from 1 to 4096, or nothing");
  require("granularities", !isBlock || String(value.granularities) === "vector", "vector alone, where the format fixes vectorSize");
  require("scaleBits", value.scaleBits === undefined || isWhole(value.scaleBits, 1, 64), "a whole number from 1 to 64, or nothing");
  require("topOf", value.topOf === undefined || typeof value.topOf === "function", "a function, or nothing");
  require("range", isRange(value.range), "{ smallest, largest }, two positive numbers in order");
  const isCode = value.zeroCode === null || isWhole(value.zeroCode, 0, (value.codeCount as number) - 1);
  require("zeroCode", isCode, "null, or a code below codeCount");
  require("encode", typeof value.encode === "function", "a function (values, max, rounding, out)");
  require("decode", typeof value.decode === "function", "a function (codes, max, out)");
  for (const name of ["encodeGroups", "decodeGroups"]) {
    require(name, value[name] === undefined || typeof value[name] === "function", "a function, or nothing");
  }
  require("narrow", value.narrow === undefined || typeof value.narrow === "function", "a function, or nothing");
  require("log2", value.log2 === undefined || isLog2View(value.log2), "{ gridPerOctave, shift, signs }, or nothing");
  if (value.datapath !== undefined) {
    const family = value.datapath;
    const isFamily = isRecord(family) && typeof family.create === "function";
    require("datapath", isFamily, "{ parameters, create }, or nothing");
    checkParameters(subject, (family as Record<string, unknown>).parameters, "create().datapath.parameters");
  }
  const format = Object.freeze(value) as unknown as NumberFormat;
  if (behaviour === "checked") checkFormatBehaviour(subject, format);
  return format;
}

function isWhole(value: unknown, minimum: number, maximum: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= minimum && (value as number) <= maximum;
}

function isSubset(value: unknown, all: readonly string[]): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((item) => all.includes(item));
}

function isRange(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { smallest, largest } = value;
  return typeof smallest === "number" && typeof largest === "number" && smallest > 0 && smallest <= largest && largest < Infinity;
}

function isLog2View(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.gridPerOctave === "number" &&
    value.gridPerOctave > 0 &&
    typeof value.shift === "function" &&
    typeof value.signs === "function"
  );
}
