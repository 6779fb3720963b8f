import type { WordRole } from "../role.ts";

/** What times and positions are relative to. */
export interface Origin {
  /** The current cycle. */
  readonly now: number;
  /** Position of the epoch. */
  readonly position: number;
}

/** A number as it is seen from an origin: times and stamps from its cycle, positions from its position, others as they are. */
export function toRelative(role: WordRole, number: number, { now, position }: Origin): number {
  if (role === "time" || role === "stamp") return number - now;
  return role === "position" ? number - position : number;
}

/** The inverse of {@link toRelative}. */
export function toAbsolute(role: WordRole, number: number, { now, position }: Origin): number {
  if (role === "time" || role === "stamp") return number + now;
  return role === "position" ? number + position : number;
}
