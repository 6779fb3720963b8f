import type { Codes, FixedAccumulateDatapath } from "@lnsim/contracts";
import { runFixedBlock, type FixedRun } from "./fixed-block.ts";
import type { RuleKernels } from "./fixed-kernels.ts";
import { bytesPerCode } from "./fixed-method.ts";
import type { FixedModules } from "./fixed-modules.ts";
import { reserveFixedRegions } from "./fixed-regions.ts";
import type { KernelGroup, MethodKind } from "./fixed-route.ts";
import { SumEntry } from "./fixed-rule.ts";
import { copyScales, scaleStrides } from "./fixed-scales.ts";
import { FixedSide, type Route } from "./fixed-side.ts";
import type { FixedGemm } from "../gemm.ts";
import { copyIn, copyOut, gemmBlocks, leftRectangle, rightRectangle, wholeRegion, type Block, type Rectangle, type Region } from "../gemm-blocks.ts";
import { checkOperands, scalesOf, type GemmOperands } from "../gemm-operands.ts";
import type { KernelDevice } from "../kernels/kernel-device.ts";
import type { KernelMemory } from "../kernels/kernel-memory.ts";
import { swappedDatapath, swappedOperands } from "./swap-operands.ts";
import type { TableCache } from "../table-cache.ts";

type Outputs = Int32Array | Float32Array | Float64Array;

/** Lets methods through, for the product as it stands or transposed: how tests and self-tests choose. */
export type RouteFilter = (kind: MethodKind, isSwapped: boolean) => boolean;

const allRoutes: RouteFilter = () => true;

/** Runs one datapath on the compiled kernels, every product by what is estimated to be its cheapest route. */
export class FixedRunner implements FixedGemm {
  readonly datapath: FixedAccumulateDatapath;
  readonly #allows: RouteFilter;
  readonly #straight: FixedSide;
  readonly #swapped: FixedSide | undefined;

  constructor(modules: FixedModules, cache: TableCache, datapath: FixedAccumulateDatapath, allows: RouteFilter = allRoutes) {
    this.datapath = datapath;
    this.#allows = allows;
    this.#straight = new FixedSide(modules, cache, datapath);
    const swapped = swappedDatapath(datapath);
    this.#swapped = swapped === datapath ? this.#straight : swapped && new FixedSide(modules, cache, swapped);
  }

  run(operands: GemmOperands, out: Outputs): void {
    this.runRegion(operands, out, wholeRegion(operands.m, operands.n));
  }

  /** Computes a part of the outputs and leaves the others as they are. */
  runRegion(operands: GemmOperands, out: Outputs, region: Region): void {
    this.check(operands, out);
    const isScaled = scalesOf(operands, this.datapath.vectorSize) !== undefined;
    const chosen = this.#choose(operands, region, isScaled);
    if (chosen === undefined) throw new Error("no method that is let through computes this product");
    const route = chosen.side.route(chosen.kind, isScaled, codeBytes(operands));
    runRoute({ route, isSwapped: chosen.isSwapped, isScaled, datapath: this.datapath }, operands, out, region);
  }

  /** Throws when operands or outputs do not fit the shape or the datapath. */
  check(operands: GemmOperands, out: Outputs): void {
    checkOperands(operands, out.length);
    this.#checkOut(out);
  }

  /** How a whole product would be computed, for threads that compute parts of it in the same way. */
  choice(operands: GemmOperands): RunnerChoice {
    const isScaled = scalesOf(operands, this.datapath.vectorSize) !== undefined;
    const chosen = this.#choose(operands, wholeRegion(operands.m, operands.n), isScaled);
    if (chosen === undefined) throw new Error("no method that is let through computes this product");
    const { device, group } = chosen.side.route(chosen.kind, isScaled, codeBytes(operands));
    return { kind: chosen.kind, isSwapped: chosen.isSwapped, group, device };
  }

  /** True when one of the methods let through computes the product. */
  canRun(operands: GemmOperands): boolean {
    const isScaled = scalesOf(operands, this.datapath.vectorSize) !== undefined;
    return this.#choose(operands, wholeRegion(operands.m, operands.n), isScaled) !== undefined;
  }

  #checkOut(out: Outputs): void {
    const { accumulator } = this.datapath;
    if (accumulator === "wide" && !(out instanceof Float64Array)) throw new Error("a wide accumulator needs a Float64Array for its outputs");
    if (accumulator === "binary32" && out instanceof Int32Array) throw new Error("a binary32 accumulator needs a Float32Array or Float64Array for its outputs");
    if (typeof accumulator !== "string" && out instanceof Float32Array) throw new Error("an integer accumulator needs an Int32Array or Float64Array for its outputs");
  }

  #choose({ k }: GemmOperands, { rows, columns }: Region, isScaled: boolean): Choice | undefined {
    const straight = this.#straight.cheapest({ m: rows, n: columns, k, isScaled }, (kind) => this.#allows(kind, false));
    const swapped = this.#swapped?.cheapest({ m: columns, n: rows, k, isScaled }, (kind) => this.#allows(kind, true));
    if (swapped !== undefined && this.#swapped !== undefined && (straight === undefined || swapped.cost < straight.cost)) {
      return { side: this.#swapped, kind: swapped.kind, isSwapped: true };
    }
    return straight && { side: this.#straight, kind: straight.kind, isSwapped: false };
  }
}

/** A method, and the kernels it runs on. */
export interface RunnerChoice {
  readonly kind: MethodKind;
  readonly isSwapped: boolean;
  readonly group: KernelGroup;
  readonly device: KernelDevice<RuleKernels>;
}

function codeBytes({ a, b }: GemmOperands): 1 | 2 {
  return bytesPerCode(a) === 1 && bytesPerCode(b) === 1 ? 1 : 2;
}

interface Choice {
  readonly side: FixedSide;
  readonly kind: MethodKind;
  readonly isSwapped: boolean;
}

interface ChosenRoute {
  readonly route: Route;
  readonly isSwapped: boolean;
  readonly isScaled: boolean;
  readonly datapath: FixedAccumulateDatapath;
}

/** Slices of a method to which vectors mean nothing: short enough for a panel to stay in the first cache. */
const throughDepth = 256;

function runRoute({ route, isSwapped, isScaled, datapath }: ChosenRoute, given: GemmOperands, out: Outputs, region: Region): void {
  const { method, entry, plan } = route;
  const { kernels, memory } = route.device;
  const operands = isSwapped ? swappedOperands(given) : given;
  const sliceDepth = method.isThrough ? throughDepth : datapath.vectorSize;
  const blocks = gemmBlocks(isSwapped ? turned(region) : region, given.k, sliceDepth);
  method.place();
  const regions = reserveFixedRegions(memory, operands, blocks[0], { method, entry, sliceDepth, isScaled });
  const sumEntry = new SumEntry(route.device, plan, entry, method);
  const isInteger = plan.rule === "saturate" || plan.rule === "wrap";
  const run: FixedRun = { kernels, memory, method, entry, sumEntry, sliceDepth, operands, regions, isScaled, isSwapped, isInteger };
  const scales = scalesOf(given, datapath.vectorSize);
  const strides = scales && scaleStrides(scales, { n: given.n, vectors: Math.ceil(given.k / datapath.vectorSize), isSwapped });
  sumEntry.start();
  for (const block of blocks) {
    copyCodes(memory, operands.a, leftRectangle(operands, block), regions.left);
    copyCodes(memory, operands.b, rightRectangle(operands, block), regions.right);
    if (strides !== undefined) copyScales(memory.doubles, strides, block, { regions, sliceDepth, width: method.width });
    runFixedBlock(run, block);
    if (block.isLast) copyOutputs(run, block, out, given.n);
  }
}

function copyOutputs({ memory, regions, isSwapped, isInteger }: FixedRun, block: Block, out: Outputs, columns: number): void {
  const destination = { block: isSwapped ? turned(block) : block, out, columns };
  if (isInteger) copyOut(memory.integers, regions.out / 4, destination);
  else copyOut(memory.doubles, regions.out / 8, destination);
}

/** The region of the transposed product. */
function turned({ row, rows, column, columns }: Region): Region {
  return { row: column, rows: columns, column: row, columns: rows };
}

function copyCodes({ bytes, halves }: KernelMemory, codes: Codes, rectangle: Rectangle, address: number): void {
  if (bytesPerCode(codes) === 1) copyIn(codes as Uint8Array, rectangle, bytes, address);
  else copyIn(codes as Uint16Array, rectangle, halves, address / 2);
}
