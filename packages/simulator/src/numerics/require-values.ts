import { LnsimError } from "@lnsim/contracts";
import type { TraceReader } from "@lnsim/trace";

/** @throws {LnsimError} for a trace that nothing can be trained from. */
export function requireValues({ header }: TraceReader): void {
  if (header.kind === "value") return;
  throw new LnsimError({
    code: "unsupported",
    message: `${header.name} is a shape trace: it says what was computed, not with which values`,
    path: "--trace",
    found: header.name,
    expected: "a value trace",
    remedy: '"lnsim trace list" says which traces are; "lnsim trace record" makes more',
  });
}
