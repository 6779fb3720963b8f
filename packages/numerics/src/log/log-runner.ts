import type { Codes, LogAccumulateDatapath } from "@lnsim/contracts";
import { checkOperands, type GemmOperands } from "../gemm-operands.ts";
import type { LogDevice, LogTables } from "./log-device.ts";
import type { LogGemm } from "./log-gemm.ts";

const panelColumns = 32;
const panelRowBytes = 192;
const leftBytes = 8;
const levelBytes = 512;
/** Packed rows of A that are held at once. */
const largestLeftBytes = 2 ** 24;

/** Addresses of the working regions of a run, in bytes. */
interface Regions {
  readonly codes: number;
  readonly left: number;
  readonly panel: number;
  readonly levels: number;
  readonly counters: number;
  readonly out: number;
}

/** Runs one datapath on the compiled log-domain kernels: some rows of A, then panel after panel of B. */
export class LogRunner implements LogGemm {
  readonly compiled = true;
  readonly datapath: LogAccumulateDatapath;
  readonly #device: LogDevice;
  readonly #tables: LogTables;

  constructor(datapath: LogAccumulateDatapath, device: LogDevice, tables: LogTables) {
    this.datapath = datapath;
    this.#device = device;
    this.#tables = tables;
  }

  run(operands: GemmOperands, out: Codes): void {
    checkOperands(operands, out.length);
    const { m, n, k } = operands;
    const depth = Math.ceil(k / 16) * 16;
    const rowsAtOnce = Math.max(1, Math.min(m, Math.floor(largestLeftBytes / (depth * leftBytes))));
    this.#device.load(this.#tables);
    const regions = this.#reserve(rowsAtOnce, k, depth);
    for (let row = 0; row < m; row += rowsAtOnce) {
      const rows = Math.min(rowsAtOnce, m - row);
      const counts = this.#packRows(operands, { row, rows, depth }, regions);
      for (let column = 0; column < n; column += panelColumns) {
        const columns = Math.min(panelColumns, n - column);
        this.#packPanel(operands, { column, columns, depth }, regions);
        for (let r = 0; r < rows; r++) {
          this.#multiply(regions.left + r * depth * leftBytes, { count: counts[r], depth }, regions);
          this.#copyOut(out, (row + r) * n + column, columns, regions.out);
        }
      }
    }
  }

  #reserve(rows: number, k: number, depth: number): Regions {
    const { memory } = this.#device;
    const levels = levelCount(k);
    const regions = {
      codes: memory.reserve(Math.max(rows, panelColumns) * k * 2),
      left: memory.reserve(rows * depth * leftBytes),
      panel: memory.reserve(depth * panelRowBytes),
      levels: memory.reserve(levels * levelBytes),
      counters: memory.reserve(levels * 4),
      out: memory.reserve(panelColumns * 2),
    };
    memory.commit();
    return regions;
  }

  /** Packs rows of A; returns how many operands of each are not zero (which only the ascending order uses). */
  #packRows(operands: GemmOperands, { row, rows, depth }: { readonly row: number; readonly rows: number; readonly depth: number }, regions: Regions): Int32Array {
    const { m, k, a, aTransposed } = operands;
    const { kernels, memory } = this.#device;
    const isTransposed = aTransposed === true;
    copyCodes(a, isTransposed ? { first: row, runs: k, length: rows, stride: m } : { first: row * k, runs: rows, length: k, stride: k }, memory.halves, regions.codes / 2);
    const [rowStride, depthStride] = isTransposed ? [1, rows] : [k, 1];
    const counts = new Int32Array(rows);
    for (let r = 0; r < rows; r++) {
      const codes = regions.codes + r * rowStride * 2;
      const packed = regions.left + r * depth * leftBytes;
      if (this.datapath.order === "ascending") counts[r] = kernels.packSparseRow(codes, depthStride, k, packed);
      else kernels.packDenseRow(codes, depthStride, k, depth, packed);
    }
    return counts;
  }

  #packPanel(operands: GemmOperands, { column, columns, depth }: { readonly column: number; readonly columns: number; readonly depth: number }, regions: Regions): void {
    const { n, k, b, bTransposed } = operands;
    const { kernels, memory } = this.#device;
    const isTransposed = bTransposed === true;
    copyCodes(b, isTransposed ? { first: column * k, runs: columns, length: k, stride: k } : { first: column, runs: k, length: columns, stride: n }, memory.halves, regions.codes / 2);
    const [depthStride, columnStride] = isTransposed ? [1, k] : [columns, 1];
    kernels.packPanel(regions.codes, depthStride, columnStride, k, columns, depth, regions.panel);
  }

  #multiply(left: number, { count, depth }: { readonly count: number; readonly depth: number }, { panel, levels, counters, out }: Regions): void {
    const { kernels } = this.#device;
    if (this.datapath.order === "ascending") kernels.multiplyAscending(left, count, panel, out);
    else kernels.multiplyTree(left, depth, panel, levels, levelCount(depth), counters, out);
  }

  #copyOut(out: Codes, at: number, columns: number, address: number): void {
    const { halves } = this.#device.memory;
    for (let column = 0; column < columns; column++) out[at + column] = halves[address / 2 + column];
  }
}

/** Levels of trees over `k` products: the products themselves, and one more for every 16-fold. */
function levelCount(k: number): number {
  let levels = 2;
  for (let blocks = Math.ceil(k / 16); blocks > 1; blocks = Math.ceil(blocks / 16)) levels++;
  return levels;
}

/** Runs of codes of an array: `length` each, `stride` apart, from `first` on. */
interface CodeRuns {
  readonly first: number;
  readonly runs: number;
  readonly length: number;
  readonly stride: number;
}

/** Copies runs of codes, gapless, to `target` from element `at` on. */
function copyCodes(source: Codes, { first, runs, length, stride }: CodeRuns, target: Uint16Array, at: number): void {
  if (length === stride) {
    target.set(source.subarray(first, first + runs * length), at);
    return;
  }
  for (let run = 0; run < runs; run++) target.set(source.subarray(first + run * stride, first + run * stride + length), at + run * length);
}
