import type { Kernel } from "@lnsim/kernel";
import { trafficOf } from "../accounting/traffic.ts";
import { sumTraffic } from "../accounting/sum-traffic.ts";
import { closedForm } from "../closed-form/closed-form.ts";
import { buildPe, type Pe, type PeRunOptions } from "../machine/build-pe.ts";
import { checkDescription } from "../machine/check-description.ts";
import type { PeDescription } from "../../description/description.ts";
import { lowerProgram } from "../machine/program.ts";
import { gemmGeometry } from "../tiling/gemm-geometry.ts";
import { checkOps } from "../../workload/check-ops.ts";
import { expandProducts } from "../../workload/expand-products.ts";
import { macsOf, type Op } from "../../workload/operation.ts";
import { passes } from "../../workload/pass.ts";
import { boundOf } from "./bound.ts";
import { checkRun } from "./check-run.ts";
import { macActivity, spentPerOp, sumSpent, type SpentCycles } from "./mac-activity.ts";
import { readActions } from "./read-counters.ts";
import { timingTerms } from "./terms.ts";
import type { BlockTiming } from "../../timing/machine-timing.ts";
import type { MacUse, OpTiming, PassTiming, StepTiming } from "./timing.ts";

/**
 * Simulates one training step on a PE, cycle by cycle as far as anyone can tell: `exact` says how it is done ("skip":
 * repeating periods are skipped, "burst": only bursts, "cycle": neither), and changes nothing but `simulation`. Ops of several
 * products are timed product by product: see {@link expandProducts}.
 *
 * Simplified: tensors have no layout, so that transposing is free (W in dgrad, X and E in wgrad), in cycles and in energy.
 *
 * @throws {LnsimError} when the description or an op makes no sense.
 * @throws Error when an invariant of the run is broken: a bug of the simulator.
 */
export function simulateStep(description: PeDescription, ops: readonly Op[], options: PeRunOptions): StepTiming {
  return openStep(description, ops, options).finish();
}

/** A step on a PE before its first cycle, or wherever its kernel was run to. */
export interface OpenStep {
  readonly kernel: Kernel;
  /** The ops in the order of their retirement, those of several products expanded. */
  readonly products: readonly Op[];
  /** Another kernel of the step, at cycle 0. */
  open(): Kernel;
  /** Runs what is left of the step, checks it and collects. */
  finish(): StepTiming;
}

/** Opens one training step on a PE; see {@link simulateStep}. */
export function openStep(description: PeDescription, ops: readonly Op[], options: PeRunOptions): OpenStep {
  checkDescription(description);
  checkOps(ops);
  const products = expandProducts(ops);
  const build = (): Pe => buildPe(description, lowerProgram(description, products), options);
  const pe = build();
  return {
    kernel: pe.kernel,
    products,
    open: () => build().kernel,
    finish() {
      if (ops.length === 0) return emptyStep;
      const end = pe.kernel.run();
      if (end.reason !== "stopped") throw new Error(`cycle ${end.cycle}: the machine came to rest before its last op retired`);
      checkRun(description, products, pe);
      return collect(description, products, pe);
    },
  };
}

const emptyStep: StepTiming = Object.freeze({
  cycles: 0,
  ops: [],
  passes: [],
  blocks: [],
  actions: [],
  traffic: sumTraffic([]),
  simulation: { events: 0, fastForwardedCycles: 0 },
});

function collect(description: PeDescription, ops: readonly Op[], pe: Pe): StepTiming {
  const { kernel } = pe;
  const retiredAt = readRetirements(pe, ops.length);
  const spent = spentPerOp(pe, retiredAt);
  const timings = ops.map((op, index) => opTiming({ description, op, retiredAt: retiredAt[index]!, start: retiredAt[index - 1] ?? 0, spent: spent[index]! }));
  return {
    cycles: kernel.now,
    ops: timings,
    passes: passes.flatMap((pass) => passTiming(description, timings.filter(({ op }) => op.pass === pass), spent.filter((_, index) => ops[index]!.pass === pass))),
    blocks: kernel.machine.blocks.map((_, block) => blockTiming(pe, block)),
    actions: readActions(pe, description),
    traffic: sumTraffic(timings.map(({ traffic }) => traffic)),
    simulation: { events: kernel.events, fastForwardedCycles: kernel.fastForwardedCycles },
  };
}

function readRetirements({ kernel, blocks }: Pe, ops: number): readonly number[] {
  const block = kernel.machine.blocks[blocks.sequencer]!;
  const slots = block.kind.shape.slot as { readonly [name: string]: number };
  return Array.from({ length: ops }, (_, op) => kernel.state[block.base + slots[`op${op}.retired`]!]!);
}

interface OpRun {
  readonly description: PeDescription;
  readonly op: Op;
  readonly start: number;
  readonly retiredAt: number;
  readonly spent: SpentCycles;
}

function opTiming({ description, op, start, retiredAt, spent }: OpRun): OpTiming {
  const cycles = retiredAt - start;
  const form = closedForm(description, op);
  const activity = macActivity(spent);
  const boundBy = boundOf(description, op, activity);
  return {
    op,
    cycles,
    retiredAt,
    activity,
    ...macUse(description, { macs: macsOf(op), issuedSlots: issuedSlots(description, op), cycles }),
    boundBy,
    closedFormCycles: form.cycles,
    terms: timingTerms(form, activity, cycles, boundBy),
    traffic: trafficOf(description, op),
  };
}

function issuedSlots(description: PeDescription, op: Op): number {
  if (op.kind !== "gemm") return 0;
  const { mTiles, kSlices } = gemmGeometry(description, op);
  const { lanes, vectorSize } = description.pe;
  return mTiles * lanes * kSlices * vectorSize * op.n;
}

function macUse({ pe }: PeDescription, use: { readonly macs: number; readonly issuedSlots: number; readonly cycles: number }): MacUse {
  const { macs, issuedSlots, cycles } = use;
  return { macs, issuedSlots, utilisation: cycles === 0 ? 0 : macs / (cycles * pe.lanes * pe.vectorSize) };
}

function passTiming(description: PeDescription, ops: readonly OpTiming[], spent: readonly SpentCycles[]): readonly PassTiming[] {
  if (ops.length === 0) return [];
  const sum = (of: (op: OpTiming) => number) => ops.reduce((total, op) => total + of(op), 0);
  const cycles = sum((op) => op.cycles);
  return [
    {
      pass: ops[0]!.op.pass,
      cycles,
      activity: macActivity(sumSpent(spent)),
      ...macUse(description, { macs: sum((op) => op.macs), issuedSlots: sum((op) => op.issuedSlots), cycles }),
      traffic: sumTraffic(ops.map(({ traffic }) => traffic)),
    },
  ];
}

function blockTiming({ kernel }: Pe, block: number): BlockTiming {
  const activities = kernel.activities(block).map(({ name, class: kind, cause, cycles }) => ({ name, class: kind, ...(cause === undefined ? {} : { cause }), cycles }));
  return { block: kernel.machine.blocks[block]!.name, activities };
}
