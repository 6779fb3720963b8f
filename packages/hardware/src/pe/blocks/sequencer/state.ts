import { declareBlock, type SlotRole } from "@lnsim/kernel";
import { drainWords, issueWords, loadWords, maskWords, passWords, readSliceWords, retiredWords, streamWords, swapWords, tileWords, writtenWords } from "../messages.ts";
import { operationFields } from "./program.ts";

const fixedState = {
  ops: "parameter",
  /** Where the variable part starts: nests, dependencies, end of each op, retirement of each op. */
  nestsAt: "parameter",
  dependenciesAt: "parameter",
  doneAt: "parameter",
  retiredAt: "parameter",
  isSerial: "parameter",
  isDrainSerial: "parameter",
  lanes: "parameter",
  depth: "parameter",
  vectorSize: "parameter",
  latency: "parameter",
  accumulateLatency: "parameter",
  portBitsB: "parameter",
  rowCycles: "parameter",
  outstandingLoads: "parameter",
  maskTiles: "parameter",

  /** Loads: the op whose slices are requested, and whether its loops are entered. */
  loadOp: "value",
  isLoading: "value",
  isFirstLoadM: "value",
  isFirstLoadN: "value",
  /** Whether the slice at hand is the first of its tile. */
  isTileStart: "value",
  /** Slices that still belong to the half of the buffer that is being filled. */
  fillLeftA: "value",
  fillLeftB: "value",
  /** Halves that are being filled or read, at most two. */
  halvesA: "value",
  halvesB: "value",
  /** Slices requested and not in their buffer; slices in it that no slot has used. */
  inFlightA: "value",
  inFlightB: "value",
  arrivedA: "value",
  arrivedB: "value",

  /** Masks requested and not used up with their tile; those of them that have arrived and whose tile has not been told to leave. */
  masksHeld: "value",
  masksArrived: "value",

  /** Slots: the op whose slices are issued, and whether its loops are entered. */
  issueOp: "value",
  isIssuing: "value",
  isFirstIssueM: "value",
  isFirstIssueN: "value",
  /** Whether the next slice opens its tile. */
  isOpening: "value",
  /** Slices that are still to be read from the half of the buffer that is being read. */
  readLeftA: "value",
  readLeftB: "value",
  /** Whether the next slice's load into the lane registers is ordered, and when it is complete. */
  isOrdered: "value",
  laneReady: "deadline",
  /** Start and end of the slot issued last. */
  slotStart: "deadline",
  slotEnd: "deadline",

  /** The finished tile that has not been told to leave yet. */
  isTileWaiting: "value",
  /** From when on its last results are in the collector, wherever in the last slot they were made. */
  tileCompleteAt: "deadline",
  tileRows: "value",
  tileLanes: "value",
  tileResults: "value",
  tileOp: "value",
  /** Whether it completes its op. */
  isLastTile: "value",
  /** The tile that leaves: since when (minus infinity: none), how many rows, until when. */
  drainedFrom: "time",
  drainedRows: "value",
  drainedUntil: "deadline",

  /** The op that has the PPU, and whether its pass over stored tensors is under way. */
  ppuOp: "value",
  isPassing: "value",
  stagingFree: "value",
  /** The op whose results the next "last" token of the PPU, or of the update unit, completes. */
  writtenOp: "value",
  updatedOp: "value",
  isUpdating: "value",

  retireOp: "value",
  /** The machine is idle from then on, as far as retired ops tell. */
  idleFrom: "deadline",
  /** The activity that the vector MAC was told to wait in; -1 none since its last slot. */
  toldWait: "value",
} as const satisfies Readonly<Record<string, SlotRole>>;

const nestNames = ["loadM", "loadN", "loadK", "issueM", "issueN", "issueK"] as const;

/** Slots that a nest takes in the kernel's state. */
const nestStride = 3;

/**
 * The sequencer of a machine that runs `ops` ops with `dependencies` dependencies in all.
 * Simplified: orders reach their block in the cycle they are for, having left early enough; there is no instruction fetch;
 * matrix products start in order, passes and updates beside those that follow them.
 *
 * The variable part of its state (op table, dependencies, ends) stands behind the fixed one, so that the numbers of fixed
 * slots do not depend on the program; those of nests do, and are found by {@link nestsAt}.
 */
export function declareSequencer(ops: number, dependencies: number) {
  const table = Array.from({ length: ops }, (_, op) => operationFields.map((name) => [`op${op}.${name}`, "parameter"] as const)).flat();
  const state: Record<string, SlotRole> = {
    ...fixedState,
    ...Object.fromEntries(table),
    ...Object.fromEntries(Array.from({ length: dependencies }, (_, index) => [`dependency${index}`, "parameter"] as const)),
    ...Object.fromEntries(Array.from({ length: ops }, (_, op) => [`op${op}.done`, "deadline"] as const)),
    ...Object.fromEntries(Array.from({ length: ops }, (_, op) => [`op${op}.retired`, "maximum"] as const)),
  };
  return declareBlock({
    kind: "sequencer",
    ports: {
      loadA: { direction: "out", words: loadWords },
      loadB: { direction: "out", words: loadWords },
      loadMask: { direction: "out", words: maskWords },
      arrivedMask: { direction: "in" },
      arrivedA: { direction: "in" },
      arrivedB: { direction: "in" },
      freedA: { direction: "in" },
      freedB: { direction: "in" },
      readA: { direction: "out", words: readSliceWords },
      streamB: { direction: "out", words: streamWords },
      swap: { direction: "out", words: swapWords },
      issue: { direction: "out", words: issueWords },
      drain: { direction: "out", words: drainWords },
      tile: { direction: "out", words: tileWords },
      ppuPass: { direction: "out", words: passWords },
      updatePass: { direction: "out", words: passWords },
      ppuWritten: { direction: "in", words: writtenWords },
      updateWritten: { direction: "in", words: writtenWords },
      retired: { direction: "out", words: retiredWords },
    },
    state,
    nests: {
      loadM: { lookAhead: 2 },
      loadN: { lookAhead: 2 },
      loadK: { lookAhead: 2 },
      issueM: { lookAhead: 2 },
      issueN: { lookAhead: 2 },
      issueK: { lookAhead: 2 },
    },
    activities: { sequence: { class: "work" } },
    counters: ["retired"],
  });
}

/** Numbers of the fixed slots, the same for every program. */
export const slot = Object.fromEntries(Object.keys(fixedState).map((name, index) => [name, index])) as {
  readonly [name in keyof typeof fixedState]: number;
};

/** Where the op table starts. */
export const tableAt = Object.keys(fixedState).length;

/** Offset of the counter of retired ops behind `nestsAt`. */
export const retiredCounter = nestNames.length * nestStride;

/** Offset of each nest behind `nestsAt`. */
export const nest = Object.fromEntries(nestNames.map((name, index) => [name, index * nestStride])) as {
  readonly [name in (typeof nestNames)[number]]: number;
};

const shape = declareSequencer(0, 0);

/** Numbers of ports. */
export const { port } = shape;
