import type { JobPlace } from "../job-place.ts";
import type { ActivityLayout, BlockLayout, LinkEnd, LinkLayout, TimelineLayout } from "../layout.ts";
import type { RecordedOp, RecordingHeader } from "../recording.ts";

/** A JSON value of which nothing is known. */
type Json = unknown;

/** A text as JSON. @throws Error when it is none. */
export function parseJson(bytes: Uint8Array): Json {
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as Json;
}

/** A header and where jobs run. @throws Error when the value is something else, as all functions here. */
export function toHeader(value: Json): { readonly header: RecordingHeader; readonly place: JobPlace | null } {
  const { header: raw, place } = fields(value);
  const header = fields(raw);
  const { version, machineHash, machine, trace, gigahertz, origin } = header;
  return {
    header: {
      version: text(version),
      machineHash: text(machineHash),
      machine: text(machine),
      trace: text(trace),
      gigahertz: gigahertz === null ? null : finite(gigahertz),
      origin: fields(origin),
    },
    place: place === null ? null : toPlace(fields(place)),
  };
}

/** The layout of a timeline. */
export function toLayout(value: Json): TimelineLayout {
  const { blocks, links } = fields(value);
  const names = list(blocks).map(toBlock);
  return { blocks: names, links: list(links).map((link) => toLink(fields(link), names.length)) };
}

/** Ops. */
export function toOps(value: Json): readonly RecordedOp[] {
  return list(value).map((op) => {
    const { name, pass, shape, from, to } = fields(op);
    return { name: text(name), pass: text(pass), shape: text(shape), from: count(from), to: count(to) };
  });
}

/** How a recording ends: the reason why it is not whole, or null. */
export function toReason(value: Json): string | null {
  const { reason } = fields(value);
  return reason === null ? null : text(reason);
}

function toPlace({ block, activity, layout, workers }: Readonly<Record<string, Json>>): JobPlace {
  return { block: text(block), activity: text(activity), layout: toLayout(layout), workers: list(workers).map(text) };
}

function toBlock(value: Json): BlockLayout {
  const { name, kind, activities, counters, notes } = fields(value);
  const known = list(activities).map(toActivity);
  if (known.length === 0) throw new Error("a block has no activities");
  return { name: text(name), kind: text(kind), activities: known, counters: list(counters).map(text), notes: list(notes).map(text) };
}

function toActivity(value: Json): ActivityLayout {
  const { name, class: of, cause, port } = fields(value);
  if (of !== "work" && of !== "stall" && of !== "idle") throw new Error(`an activity is of class ${String(of)}`);
  return { name: text(name), class: of, ...(cause !== undefined && { cause: text(cause) }), ...(port !== undefined && { port: text(port) }) };
}

function toLink({ from, to, capacity, latencyCycles }: Readonly<Record<string, Json>>, blocks: number): LinkLayout {
  const end = (value: Json): LinkEnd => {
    const { block, port } = fields(value);
    if (count(block) >= blocks) throw new Error("a link ends at no block");
    return { block: count(block), port: text(port) };
  };
  return { from: end(from), to: end(to), capacity: count(capacity), latencyCycles: count(latencyCycles) };
}

function fields(value: Json): Readonly<Record<string, Json>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("a value has no fields");
  return value as Readonly<Record<string, Json>>;
}

function list(value: Json): readonly Json[] {
  if (!Array.isArray(value)) throw new Error("a value is no list");
  return value as readonly Json[];
}

function text(value: Json): string {
  if (typeof value !== "string") throw new Error("a value is no text");
  return value;
}

function finite(value: Json): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new Error("a value is no number");
  return value;
}

function count(value: Json): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw new Error("a value is no whole number");
  return value as number;
}
