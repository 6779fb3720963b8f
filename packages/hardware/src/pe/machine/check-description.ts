import { LnsimError } from "@lnsim/contracts";
import { codeBits } from "../../vector/pass-bits.ts";
import type { PeDescription } from "../../description/description.ts";

/**
 * Checks what no parameter can be checked for alone: that a slice of every operand fits half of its buffer, that the
 * PPU can be promised a whole tile, and that the dataflow is the one that a single PE has.
 *
 * @throws {LnsimError} code "invalid-combination", with the parameter to change.
 */
export function checkDescription(description: PeDescription): void {
  const { pe, collector, bufferA, bufferB, formats } = description;
  const bitsA = Math.max(codeBits(formats, "weights"), codeBits(formats, "activations"));
  const bitsB = Math.max(codeBits(formats, "activations"), codeBits(formats, "gradients"));
  requireHalf("bufferA", bufferA.sizeBytes, pe.lanes * pe.vectorSize * bitsA, `${pe.lanes} x ${pe.vectorSize} operands of ${bitsA} bits`);
  requireHalf("bufferB", bufferB.sizeBytes, collector.depth * pe.vectorSize * bitsB, `${collector.depth} x ${pe.vectorSize} operands of ${bitsB} bits`);
  requireTileRows(description);
  requireLocalA(description);
}

/** The PPU has room for the rows of a tile. @throws {LnsimError} code "invalid-combination". */
export function requireTileRows({ ppu, collector }: Pick<PeDescription, "ppu" | "collector">): void {
  if (ppu.stagingRows >= collector.depth) return;
  throw new LnsimError({
    code: "invalid-combination",
    message: "the PPU has no room for the rows of one tile",
    path: "ppu.stagingRows",
    found: String(ppu.stagingRows),
    expected: `at least collector.depth, ${collector.depth}`,
    remedy: "raise ppu.stagingRows or lower collector.depth",
  });
}

function requireLocalA({ dataflow }: PeDescription): void {
  if (dataflow === "local-a") return;
  throw new LnsimError({
    code: "invalid-combination",
    message: "a single PE has one dataflow: results stay in the collector, A in the lanes",
    path: "dataflow",
    found: dataflow,
    expected: "local-a",
    remedy: "leave dataflow at local-a, or choose a chip (memory.kind = hierarchy) or a systolic array (array.kind = systolic)",
  });
}

function requireHalf(buffer: string, sizeBytes: number, sliceBits: number, slice: string): void {
  const needed = 2 * Math.ceil(sliceBits / 8);
  if (sizeBytes >= needed) return;
  throw new LnsimError({
    code: "invalid-combination",
    message: `${buffer} is double-buffered and a slice of its operand does not fit one half`,
    path: `${buffer}.sizeBytes`,
    found: `${sizeBytes} B`,
    expected: `at least ${needed} B for two slices of ${slice}`,
    remedy: `raise ${buffer}.sizeBytes, or lower pe.lanes, pe.vectorSize or collector.depth`,
  });
}
