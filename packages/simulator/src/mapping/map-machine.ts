import { LnsimError } from "@lnsim/contracts";
import { nestText, type MappingCost } from "@lnsim/dataflow";
import { mapStep, type MappedProduct } from "@lnsim/hardware";
import { lowerStep } from "../lowering/lower-step.ts";
import { describeMachine } from "../machine/describe-machine.ts";
import { missingPe } from "../run/missing-pe.ts";
import { hardwareDescription } from "../run/hardware-description.ts";
import { resolveArithmetic } from "../run/resolve-arithmetic.ts";
import { resolveOptimizer } from "../run/resolve-optimizer.ts";
import type { RunRequest } from "../run/run-request.ts";
import { countShapes, leftOutOps, withPasses } from "../run/step-counts.ts";
import { openNamedTrace } from "../trace/open-named-trace.ts";
import { readMappingPins, requireTiles } from "./mapping-pins.ts";

/** What is to be mapped onto what. */
export type MapRequest = Pick<RunRequest, "machine" | "trace" | "batch" | "set" | "plugins" | "folder" | "passes" | "mapping">;

/** A matrix product as a machine works on it. */
export interface ProductMapping {
  readonly name: string;
  readonly pass: string;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  /** Independent products of this shape. */
  readonly count: number;
  /** The loops from the outermost to the innermost, as indented text. */
  readonly nest: string;
  /** Cycles of all its products, estimated without simulation. */
  readonly estimatedCycles: number;
  /** How it is cut into tiles; null on machines without a global buffer, which have nothing to choose. */
  readonly tiles: TileChoice | null;
}

/** A tiling, what it is estimated to cost, and how it was found. */
export interface TileChoice {
  readonly tile: { readonly m: number; readonly n: number; readonly k: number };
  /** Loops over tiles, the outermost first. */
  readonly order: readonly string[];
  readonly cost: MappingCost;
  /** Tilings that were looked at; 1 for one that was pinned. */
  readonly considered: number;
  /** Whether those were all that are legal. */
  readonly exhaustive: boolean;
}

/** How a machine works on the matrix products of a trace's full-batch step. */
export interface MachineMapping {
  readonly machine: { readonly name: string; readonly hash: string };
  readonly trace: { readonly name: string; readonly hash: string; readonly batch: number };
  readonly products: readonly ProductMapping[];
}

/**
 * Maps every matrix product of a trace's full-batch step onto a machine, without simulating it.
 *
 * @throws {LnsimError} for every mistake in the request, the files it names or the plugins it loads, and for a machine
 * that cannot run the products.
 */
export async function mapMachine(request: MapRequest): Promise<MachineMapping> {
  const { folder = process.cwd(), set, plugins, mapping } = request;
  const trace = openNamedTrace(request);
  const machine = await describeMachine({ machine: request.machine, folder, ...(set && { set }), ...(plugins && { plugins }) });
  const pins = mapping === undefined ? null : readMappingPins(mapping, folder, leftOutOps(trace.header, request.passes));
  if (pins !== null) requireTiles(machine.values, "--mapping");
  const arithmetic = resolveArithmetic(machine);
  requirePe(missingPe(arithmetic, machine.values));
  const description = hardwareDescription(machine.values, arithmetic);
  const { shape } = withPasses(countShapes(trace.header), request.passes)[0]!;
  const stateSlots = resolveOptimizer(machine, trace.header).slots.length;
  const ops = lowerStep(shape, { header: trace.header, policy: description, stateSlots });
  const mapped = pins === null ? mapStep(description, ops) : pins.locating(() => mapStep(description, ops, pins.pins));
  return {
    machine: { name: machine.name, hash: machine.hash },
    trace: { name: trace.header.name, hash: trace.contentHash, batch: shape.batch },
    products: mapped.map(productMapping),
  };
}

function requirePe(reason: string | null): void {
  if (reason === null) return;
  throw new LnsimError({ code: "unsupported", message: `this machine cannot be mapped: ${reason}`, path: "numerics" });
}

function productMapping({ op, nest, estimatedCycles, choice }: MappedProduct): ProductMapping {
  const { name, pass, m, n, k, count = 1 } = op;
  const tiles = choice === null ? null : { ...choice.mapping, cost: choice.cost, considered: choice.considered, exhaustive: choice.exhaustive };
  return { name, pass, m, n, k, count, nest: nestText(nest), estimatedCycles, tiles };
}
