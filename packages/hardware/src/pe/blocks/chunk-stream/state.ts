import type { NestDeclaration, PortDeclaration, SlotRole } from "@lnsim/kernel";
import { passWords, readWords, writeWords } from "../messages.ts";

/** Ports of a unit that passes over a stored tensor chunk by chunk. */
export const streamPorts = {
  pass: { direction: "in", words: passWords },
  read: { direction: "out", words: readWords },
  data: { direction: "in" },
  write: { direction: "out", words: writeWords },
} as const satisfies Readonly<Record<string, PortDeclaration>>;

/** State of such a unit. The slots of one chunk stand in pairs: full chunk, last chunk. */
export const streamState = {
  /** Cycles from the end of the work on a chunk to its result on the memory's write port. */
  latency: "parameter",
  chunkElements: "parameter",
  /** Chunks that may be requested and not yet be finished. */
  window: "parameter",
  fullElements: "value",
  lastElements: "value",
  fullCycles: "value",
  lastCycles: "value",
  readBits: "value",
  writeBits: "value",
  kind: "value",
  passIndex: "value",
  /** Chunks requested and not finished. */
  held: "value",
  /** Whether a chunk is in work, its cycles that are still to be worked, and until when the worked ones last. */
  working: "value",
  cyclesLeft: "value",
  workingUntil: "deadline",
} as const satisfies Readonly<Record<string, SlotRole>>;

/** Loops of such a unit: chunks to request, chunks to work on. */
export const streamNests = {
  requests: { lookAhead: 2 },
  chunks: { lookAhead: 2 },
} as const satisfies Readonly<Record<string, NestDeclaration>>;
