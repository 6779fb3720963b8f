import type { SlotRole } from "@lnsim/kernel";

/** Requests of an engine that a channel holds, those with data under way included; more wait in the link. */
export const heldRequests = 4;

/**
 * What a channel knows of one of the two DMA engines. Its first requests are those with row accesses to be decided on;
 * the head is the first of them. Behind it in time come those that are decided to the end and not reported.
 */
const fields = [
  ["waiting", "value"],
  ["ending", "value"],
  ...fourTimes("base", "address"),
  ...fourTimes("segment", "value"),
  ...fourTimes("stride", "value"),
  ...fourTimes("bytesAndPass", "value"),
  // Cycles in which the ends of requests are reported.
  ...fourTimes("end", "time"),
  // Of the head: where its next row access begins, bytes of the segment and bursts of the request from there on.
  ["bank", "value"],
  ["column", "value"],
  ["row", "address"],
  ["bytes", "value"],
  ["bursts", "value"],
  // Of the head: its next segment, and bytes of the request from there on.
  ["nextSegment", "address"],
  ["later", "value"],
  ["pass", "value"],
] as const satisfies readonly (readonly [string, SlotRole])[];

type Field = (typeof fields)[number][0];

/** Offset of each field from the first slot of an engine. */
export const engineAt = Object.fromEntries(fields.map(([name], index) => [name, index])) as Readonly<Record<Field, number>>;

/** The slots of an engine; only the first one is ever named. */
export function engineState<Name extends string>(name: Name): Readonly<Record<`${Name}.waiting`, SlotRole>> {
  return Object.fromEntries(fields.map(([field, role]) => [`${name}.${field}`, role])) as Readonly<Record<`${Name}.waiting`, SlotRole>>;
}

function fourTimes<const Name extends string, const Role extends SlotRole>(name: Name, role: Role) {
  return [
    [`${name}0`, role],
    [`${name}1`, role],
    [`${name}2`, role],
    [`${name}3`, role],
  ] as const;
}
