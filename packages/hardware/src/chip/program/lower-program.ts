import { passes } from "../../workload/pass.ts";
import { Pins, type MappingChoice } from "@lnsim/dataflow";
import { placeTensors, tensorLifetimes } from "../../workload/lifetimes.ts";
import type { Op } from "../../workload/operation.ts";
import { withStoredWeights } from "../../workload/weight-view.ts";
import { tensorsOf } from "../../workload/tensors-of.ts";
import { storedBits } from "../../vector/pass-bits.ts";
import { planStash } from "../stash/plan-stash.ts";
import { jobKey, type ComputeArray, type Job } from "../job/job.ts";
import { addressSpan } from "../dram/address.ts";
import type { ChipDescription } from "../machine/description.ts";
import { lowerGemm } from "./lower-gemm.ts";
import { lowerStretch } from "./lower-stretch.ts";
import type { Lowering, LoweredOp } from "./lowering.ts";
import type { ChipProgram } from "./program.ts";
import { tilesByVariant } from "./tile-counts.ts";
import { bytesOf, variants, type TileOp } from "./tile-op.ts";

/** Lowers the ops of a step, which have been checked, to loop nests over tiles, and numbers their distinct jobs. */
export function lowerProgram(description: ChipDescription, array: ComputeArray, given: readonly Op[], pins: Pins = new Pins([])): ChipProgram {
  const ops = withStoredWeights(description, given);
  pins.requireKnown(ops.filter((op) => op.kind === "gemm"));
  const mappings = new Map<string, MappingChoice>();
  const jobs: Job[] = [];
  const numbers = new Map<string, number>();
  const number = (job: Job): number => intern(numbers, jobKey(job), () => jobs.push(job));
  const places = placeTensors(tensorLifetimes(ops, (storedAs) => storedBits(description.formats, storedAs)), addressSpan(description.dram));
  const stash = planStash(description, ops);
  const stashed = new Set(stash?.stayed.map(({ name }) => name));
  const lowering: Lowering = { description, array, places, stashed, number, pins, mapped: new Map(), onMapped: ({ name }, choice) => mappings.set(name, choice) };
  const classes = new Map<string, number>();
  const indexOf = new Map(ops.map((op, index) => [op.id, index]));
  const lowered = ops.map((op, index): TileOp => {
    const own = op.kind === "gemm" ? lowerGemm(lowering, op) : lowerStretch(lowering, op);
    const pass = passes.indexOf(op.pass);
    return { name: op.name, pass, shapeClass: intern(classes, shapeKey(own, pass)), ...own, stores: storesOf(own), waitsFor: waitsOf(own, ops, indexOf, index) };
  });
  return { ops: lowered, jobs, mappings, stash };
}

function intern(numbers: Map<string, number>, key: string, onNew?: () => void): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  onNew?.();
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}

/** Everything about an op that decides how it behaves, but for what it waits for. */
function shapeKey({ traffic, jobs, ...loops }: LoweredOp, pass: number): string {
  const regions = Object.values(traffic).map((region) => ({ ...region, tensor: "", base: 0, transfers: [...region.transfers] }));
  return JSON.stringify([pass, loops, regions, [...jobs]]);
}

function storesOf(op: LoweredOp): number {
  const counts = tilesByVariant(op);
  let stores = 0;
  for (let variant = 0; variant < variants; variant++) if (bytesOf(op.traffic.o, variant) > 0) stores += counts[variant]!;
  return stores;
}

/** Which region waits for which op: the one that its tensor comes from; where that cannot be told all that are loaded, or the op. */
function waitsOf({ traffic }: LoweredOp, ops: readonly Op[], indexOf: ReadonlyMap<number, number>, index: number): TileOp["waitsFor"] {
  const op = ops[index]!;
  const [a, b, p] = op.kind === "gemm" ? [op.a, op.b, op.mask] : tensorsOf(op).reads;
  const names = { a: a?.name, b: b?.name, p: p?.name };
  const loaded = (["a", "b", "p"] as const).filter((region) => traffic[region].loops !== 0);
  const waits: { [Place in keyof TileOp["waitsFor"]]: number[] } = { start: [], a: [], b: [], p: [] };
  for (const id of op.after) {
    const producer = indexOf.get(id)!;
    const written = new Set(tensorsOf(ops[producer]!).writes.map(({ name }) => name));
    const regions = loaded.filter((region) => names[region] !== undefined && written.has(names[region]));
    const places = regions.length > 0 ? regions : loaded.length > 0 ? loaded : (["start"] as const);
    for (const place of places) waits[place].push(producer);
  }
  return waits;
}
