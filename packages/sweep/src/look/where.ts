import { LnsimError } from "@lnsim/contracts";
import type { Row } from "../row.ts";
import { axesOf } from "./axes.ts";
import { columnNamed } from "./column.ts";

/**
 * The rows that meet every condition "axis=value" (or "axis=value,value" for any of them).
 *
 * @throws {LnsimError} for a condition that is none, an unknown axis, or a value that no row has there
 */
export function rowsWhere(rows: readonly Row[], conditions: readonly string[], where = "--where"): readonly Row[] {
  const tests = conditions.map((condition) => testOf(condition, rows, where));
  return rows.filter((row) => tests.every((test) => test(row)));
}

function testOf(condition: string, rows: readonly Row[], where: string): (row: Row) => boolean {
  const [, name, list] = /^([^=]+)=(.*)$/.exec(condition) ?? [];
  if (name === undefined) throw new LnsimError({ code: "syntax", message: "a condition is an axis and its value", path: where, found: condition, expected: "axis=value" });
  const column = columnNamed(name.trim(), rows, where);
  const levels = axesOf(rows).find(({ path }) => path === column.name)?.levels.filter((level) => level !== undefined);
  if (levels === undefined) throw new LnsimError({ code: "invalid-value", message: "only values of axes can be asked for", path: where, found: condition });
  const wanted = list!.split(",").map((text) => text.trim());
  const missing = wanted.find((text) => !levels.some((level) => String(level) === text));
  if (missing !== undefined) {
    throw new LnsimError({ code: "invalid-value", message: `no row has this value of ${column.name}`, path: where, found: missing, expected: levels.join(", ") });
  }
  return (row) => wanted.includes(String(column.of(row)));
}
