import type { Study } from "../model/study.ts";
import { comparisons, laneEvents, type Comparison, type Condition } from "./condition.ts";
import { findBlocks } from "./find-blocks.ts";
import { laneBlock } from "./lane-block.ts";
import { at, unknown } from "./syntax-error.ts";

/**
 * Reads a condition:
 *
 *     break on BLOCK WHAT             the block begins an activity ("multiply"), stalls for a cause ("memory"), "works", "stalls",
 *                                     "idles", counts something ("drops" for a counter "drops"), or a sum in its lanes "saturates"
 *     watch BLOCK.PORT > NUMBER       messages in the queue at a port; "full" stands for its capacity
 *     watch BLOCK.COUNTER >= NUMBER   actions counted since cycle 0
 *
 * Names of blocks may be those of groups, or hold "*": the condition is then one of several, of which any will do.
 *
 * @throws {LnsimError} code "syntax", "unknown-name" or "invalid-value"; `path` is the column, from 1.
 */
export function parseCondition(text: string, study: Study): readonly Condition[] {
  const begin = text.length - text.trimStart().length;
  const head = /^(break\s+on|break|watch)\b\s*/.exec(text.slice(begin));
  if (head === null) throw at(begin, { code: "syntax", message: "a condition begins with break on, or with watch", found: text.trim(), expected: "break on BLOCK WHAT, or watch BLOCK.PORT > NUMBER" });
  const start = begin + head[0].length;
  return head[1] === "watch" ? parseWatch(text, start, study) : parseBreak(text, start, study);
}

function parseBreak(text: string, start: number, study: Study): readonly Condition[] {
  const word = /^\S+/.exec(text.slice(start))?.[0];
  if (word === undefined) throw at(start, { code: "missing-value", message: "break on what block?", expected: "break on BLOCK WHAT" });
  const blocks = findBlocks(word, start, study);
  const after = start + word.length;
  const what = text.slice(after).trim();
  if (what === "") throw at(after, { code: "missing-value", message: `what is ${word} to do?`, expected: listed(namesOf(study, blocks[0])) });
  const found = blocks.flatMap((block) => eventOf(block, what, study) ?? []);
  if (found.length > 0) return found;
  const names = namesOf(study, blocks[0]);
  throw unknown(what, text.indexOf(what, after), { what: `${study.timeline.layout.blocks[blocks[0]].name} never does`, names, expected: listed(names) });
}

function eventOf(block: number, what: string, study: Study): Condition | null {
  const { activities, counters } = study.timeline.layout.blocks[block];
  const kind = ({ works: "work", stalls: "stall", idles: "idle" } as const)[what];
  const named = activities.flatMap((activity, index) => (activity.name === what || activity.cause === what || activity.class === kind ? [index] : []));
  if (named.length > 0) return { kind: "activity", block, activities: named };
  const stem = stemOf(what);
  const counted = counters.flatMap((counter, index) => (counter === what || stemOf(counter) === stem ? [index] : []));
  if (counted.length > 0) return { kind: "counts", block, counters: counted };
  const lanes = laneBlock(study, block);
  const event = laneEvents.find((name) => stemOf(name) === stem);
  if (lanes !== null && event !== undefined) return { kind: "lanes", block: lanes, event };
  const alike = activities.flatMap((activity, index) => (stemOf(activity.name) === stem || stemOf(activity.cause ?? "") === stem ? [index] : []));
  return alike.length === 0 ? null : { kind: "activity", block, activities: alike };
}

/** What "saturates", "saturated" and "saturations" have in common. */
function stemOf(word: string): string {
  return word.toLowerCase().replace(/(ations?|ates?|ated|ating|ies|es|ed|ing|s|e|y)$/, "");
}

function parseWatch(text: string, start: number, study: Study): readonly Condition[] {
  const sign = /(>=|<=|!=|==|>|<|=)/.exec(text.slice(start));
  if (sign === null) throw at(text.length, { code: "syntax", message: "watch compares with a number", expected: `one of ${comparisons.join(" ")} and a number` });
  const left = text.slice(start, start + sign.index).trim();
  const valueAt = start + sign.index + sign[0].length;
  const rest = text.slice(valueAt).trimEnd();
  const value = rest.trimStart();
  const comparison = (sign[0] === "==" ? "=" : sign[0]) as Comparison;
  const dot = left.lastIndexOf(".");
  if (dot <= 0) throw at(start, { code: "syntax", message: "watch needs a block and one of its ports or counters", found: left, expected: "BLOCK.PORT or BLOCK.COUNTER" });
  const blocks = findBlocks(left.slice(0, dot), start, study);
  const place = { name: left.slice(dot + 1), column: start + dot + 1 };
  return blocks.map((block) => quantityOf(block, place, { comparison, value, valueAt: valueAt + rest.length - value.length }, study));
}

interface Right {
  readonly comparison: Comparison;
  readonly value: string;
  readonly valueAt: number;
}

function quantityOf(block: number, place: { readonly name: string; readonly column: number }, { comparison, value, valueAt }: Right, study: Study): Condition {
  const { layout } = study.timeline;
  const { into, outOf } = study.links[block];
  const ends = [...into.map((link) => ({ link, port: layout.links[link].to.port })), ...outOf.map((link) => ({ link, port: layout.links[link].from.port }))];
  // "queue" is whatever a block with a single queue calls it.
  const link = ends.find(({ port }) => port === place.name)?.link ?? (place.name === "queue" && into.length === 1 ? into[0] : undefined);
  if (link !== undefined) return { kind: "level", link, comparison, value: numberOf(value, valueAt, layout.links[link].capacity) };
  const counter = layout.blocks[block].counters.indexOf(place.name);
  if (counter !== -1) return { kind: "total", block, counter, comparison, value: numberOf(value, valueAt, null) };
  const names = [...ends.map(({ port }) => port), ...layout.blocks[block].counters];
  throw unknown(place.name, place.column, { what: `${layout.blocks[block].name} has no port or counter`, names, expected: names.join(", ") });
}

function numberOf(text: string, column: number, capacity: number | null): number {
  if (text === "full" && capacity !== null) return capacity;
  const plain = text.replace(/(?<=\d)[,_](?=\d)/g, "");
  if (/^\d+$/.test(plain)) return Number(plain);
  throw at(column, { code: "invalid-value", message: text === "" ? "a number is missing" : `"${text}" is no whole number`, found: text, expected: capacity === null ? "a whole number" : `a whole number, or full (${capacity})` });
}

/** All that a block can be watched for, by the names that conditions know. */
export function namesOf(study: Study, block: number): readonly string[] {
  const { activities, counters } = study.timeline.layout.blocks[block];
  const inLanes = laneBlock(study, block) === null ? [] : laneEvents;
  return [...new Set([...activities.flatMap(({ name, cause }) => [name, ...(cause === undefined ? [] : [cause])]), "works", "stalls", "idles", ...inLanes, ...counters])];
}

function listed(names: readonly string[]): string {
  return names.slice(0, 24).join(", ");
}
