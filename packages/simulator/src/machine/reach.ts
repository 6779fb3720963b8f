import { isRecord } from "../plugin/is-record.ts";

/** The value that a path leads to, or undefined. */
export function reach(body: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined), body);
}
