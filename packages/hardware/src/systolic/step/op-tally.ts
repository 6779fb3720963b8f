import type { ExactMode } from "@lnsim/kernel";
import type { TimedOp } from "../../timing/machine-timing.ts";
import type { PeDescription } from "../../description/description.ts";
import { storedBits } from "../../vector/pass-bits.ts";
import { vectorSteps } from "../../vector/steps.ts";
import { unitCycles } from "../../vector/unit-cycles.ts";
import { rolesByPass } from "../../workload/role.ts";
import { macsOf, type GemmOp, type Op } from "../../workload/operation.ts";
import type { SystolicDescription } from "../layer/description.ts";
import { inputSide, layerOf } from "../layer/layer.ts";
import type { SystolicOpTiming } from "../op/op-timing.ts";
import { simulateSystolicOp } from "../op/simulate-op.ts";

/** What an op took, and what happened. */
export interface OpTally {
  readonly cycles: number;
  readonly timing: Omit<TimedOp, "op" | "retiredAt">;
  /** Of a matrix product: what one of its products took, and how many there are. */
  readonly product: SystolicOpTiming | null;
  readonly count: number;
  readonly events: number;
  readonly skippedCycles: number;
}

/** What {@link timeOp} times. */
export interface TallyRequest {
  readonly description: PeDescription;
  readonly array: SystolicDescription;
  readonly op: Op;
  readonly exact: ExactMode;
  /** Ops of the same shape that were timed before; looked at and added to where repetitions may be skipped. */
  readonly known: Map<string, OpTally>;
}

/** Times one op alone. */
export function timeOp(request: TallyRequest): OpTally {
  const { op, array, description, exact, known } = request;
  if (op.kind !== "gemm") return timePass(description, array, op);
  const key = JSON.stringify([op.pass, op.m, op.n, op.k, op.count ?? 1]);
  const before = exact === "skip" ? known.get(key) : undefined;
  if (before !== undefined) return { ...before, events: 0, skippedCycles: before.cycles };
  const tally = timeProducts(request, op);
  known.set(key, tally);
  return tally;
}

function timeProducts({ array, description, exact }: TallyRequest, op: GemmOp): OpTally {
  const { count = 1 } = op;
  const product = simulateSystolicOp(layerOf(op), array, { exact });
  if (exact !== "skip") for (let again = 1; again < count; again++) simulateSystolicOp(layerOf(op), array, { exact });
  const cycles = count * product.cycles;
  const { simulatedFolds, events } = product.simulation;
  const { fillCycles, multiplyCycles, drainCycles } = product;
  const macs = macsOf(op);
  const pes = array.rows * array.columns;
  const lower = Math.ceil(macs / pes);
  const work = count * multiplyCycles;
  return {
    cycles,
    count,
    product,
    events: exact === "skip" ? events : events * count,
    skippedCycles: exact === "skip" ? Math.floor((cycles * (product.folds * count - simulatedFolds)) / (product.folds * count)) : 0,
    timing: {
      cycles,
      work,
      stalls: { fill: count * fillCycles, drain: count * drainCycles },
      idle: 0,
      macs,
      issuedSlots: count * product.issuedSlots,
      utilisation: macs / (cycles * pes),
      bound: work >= cycles - work ? "compute" : fillCycles >= drainCycles ? "fill" : "drain",
      lowerBound: { cycles: lower, by: "multiply-accumulates" },
      closedForm: null,
      terms: { fill: count * fillCycles, multiply: work, drain: count * drainCycles },
      traffic: edgeTraffic(description, op, product),
    },
  };
}

/** Bytes at the edges of the array, by whose they are. */
function edgeTraffic({ formats, accumulatorBits }: PeDescription, op: GemmOp, { accesses }: SystolicOpTiming): TimedOp["traffic"] {
  const { count = 1 } = op;
  const roles = rolesByPass[op.pass];
  const [ifmap, filter] = inputSide(op.pass) === "b" ? [op.b?.storedAs ?? roles.b, op.a?.storedAs ?? roles.a] : [op.a?.storedAs ?? roles.a, op.b?.storedAs ?? roles.b];
  const bytes = (elements: number, bits: number): number => Math.ceil((count * elements * bits) / 8);
  const partial = accesses.ofmapWrites - accesses.finalWrites;
  const finals = bytes(accesses.finalWrites, storedBits(formats, op.out?.storedAs ?? roles.out));
  const sums = bytes(partial, accumulatorBits);
  return {
    ifmap: { readBytes: bytes(accesses.ifmapReads, storedBits(formats, ifmap)), writeBytes: 0, parts: {} },
    filter: { readBytes: bytes(accesses.filterReads, storedBits(formats, filter)), writeBytes: 0, parts: {} },
    ofmap: { readBytes: bytes(accesses.partialSumReads, accumulatorBits), writeBytes: finals + sums, parts: { results: finals, "partial sums": sums } },
  };
}

/** Cycles of a pass on the vector unit, which is as wide as the array has columns, or on the weight-update unit. */
export function passCycles({ ppu, update }: PeDescription, { columns }: SystolicDescription, op: Exclude<Op, GemmOp>): number {
  return op.kind === "update" ? Math.ceil(op.elements / update.elementsPerCycle) : unitCycles({ ...ppu, width: columns }, vectorSteps(op), op.elements);
}

function timePass(description: PeDescription, array: SystolicDescription, op: Exclude<Op, GemmOp>): OpTally {
  const cycles = passCycles(description, array, op);
  const unit = op.kind === "update" ? "update" : "PPU";
  return {
    cycles,
    count: 0,
    product: null,
    events: 1,
    skippedCycles: 0,
    timing: {
      cycles,
      work: 0,
      stalls: {},
      idle: cycles,
      macs: 0,
      issuedSlots: 0,
      utilisation: 0,
      bound: unit,
      lowerBound: { cycles, by: unit },
      closedForm: cycles,
      terms: { [unit]: cycles },
      traffic: {},
    },
  };
}
