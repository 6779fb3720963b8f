import type { Codes, FixedAccumulateDatapath } from "@lnsim/contracts";
import type { FixedGemm } from "./gemm.ts";
import { runFixedBlock } from "./fixed-block.ts";
import type { FixedDevice } from "./fixed-device.ts";
import type { FixedPlan } from "./fixed-plan.ts";
import { reserveFixedRegions } from "./fixed-regions.ts";
import type { FixedTables } from "./fixed-tables.ts";
import { copyIn, copyOut, gemmBlocks, leftRectangle, rightRectangle, type Rectangle } from "./gemm-blocks.ts";
import { checkOperands, type GemmOperands } from "./gemm-operands.ts";

/** Runs one datapath on the compiled kernels. */
export class FixedRunner implements FixedGemm {
  readonly datapath: FixedAccumulateDatapath;
  readonly #device: FixedDevice;
  readonly #plan: FixedPlan;
  readonly #tables: FixedTables;

  constructor(device: FixedDevice, datapath: FixedAccumulateDatapath, plan: FixedPlan, tables: FixedTables) {
    this.datapath = datapath;
    this.#device = device;
    this.#plan = plan;
    this.#tables = tables;
  }

  run(operands: GemmOperands, out: Int32Array | Float64Array): void {
    checkOperands(operands, out.length);
    const isWide = this.#plan.kernel === "wide";
    if (isWide && out instanceof Int32Array) throw new Error("a wide accumulator needs a Float64Array for its outputs");
    const device = this.#device;
    const { memory, kernels } = device;
    const { start, magic, scale, highest, lowest, period } = this.#plan;
    const { vectorSize } = this.datapath;
    const blocks = gemmBlocks(operands.m, operands.n, operands.k, vectorSize);
    device.load(this.#tables);
    const regions = reserveFixedRegions(memory, this.#tables, vectorSize, { operands, block: blocks[0] });
    const run = { device, plan: this.#plan, tables: this.#tables, vectorSize, operands, regions };
    kernels.setRule(start, magic, scale, highest, lowest, period);
    for (const block of blocks) {
      this.#copyCodes(operands.a, leftRectangle(operands, block), regions.left);
      this.#copyCodes(operands.b, rightRectangle(operands, block), regions.right);
      runFixedBlock(run, block);
      if (!block.isLast) continue;
      if (isWide) copyOut(memory.doubles, regions.out / 8, { block, out, columns: operands.n });
      else copyOut(memory.integers, regions.out / 4, { block, out, columns: operands.n });
    }
  }

  #copyCodes(codes: Codes, rectangle: Rectangle, address: number): void {
    const { bytes, halves } = this.#device.memory;
    if (codes instanceof Uint8Array) copyIn(codes, rectangle, bytes, address);
    else if (codes instanceof Uint16Array) copyIn(codes, rectangle, halves, address / 2);
    else throw new Error("codes of more than 16 bits have no fixed-accumulate kernel");
  }
}
