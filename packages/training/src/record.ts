import type { NumberFormat } from "@lnsim/contracts";
import type { Engine } from "@lnsim/numerics";
import type { TraceContent } from "@lnsim/trace";
import { fullPrecision } from "./arithmetic.ts";
import { draftTrace, type DraftOptions } from "./draft-trace.ts";
import { replay, type ReplayOptions } from "./replay.ts";

export { defaultHidden, draftTrace, type DraftOptions } from "./draft-trace.ts";

/** What a recording needs beside its draft. */
export interface RecordOptions extends DraftOptions {
  /** The format that full precision is: IEEE binary32. */
  readonly binary32: NumberFormat;
  readonly engine: Engine;
  readonly onStep?: ReplayOptions["onStep"];
  readonly signal?: ReplayOptions["signal"];
}

/**
 * Makes a value trace by training a network in full precision. The same options give the same content,
 * to the byte. Returns null when the run was aborted.
 */
export function recordTrace(options: RecordOptions): TraceContent | null {
  const draft = draftTrace(options);
  const { trainAccuracy, testAccuracy, testLoss, loss } = replay({
    trace: draft,
    data: options.data,
    engine: options.engine,
    arithmetic: fullPrecision(options.binary32),
    optimizer: options.optimizer,
    seed: options.seed,
    ...(options.onStep === undefined ? {} : { onStep: options.onStep }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  if (trainAccuracy === null || testAccuracy === null || testLoss === null) return null;
  return { ...draft, recorded: { loss, trainAccuracy, testAccuracy, testLoss } };
}
