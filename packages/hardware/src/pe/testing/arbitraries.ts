import fc from "fast-check";
import { describePe, type PeDescription, type StoredFormat } from "../../description/description.ts";
import { vectorOperations, type VectorOperation } from "../../vector/operations.ts";
import type { GemmOp, Op, VectorOp, VectorStage } from "../../workload/operation.ts";
import type { StoredAs, TensorUse } from "../../workload/tensor-use.ts";

/** A machine of any shape. `isFast`: memory and buffers never keep it waiting, and ops do not overlap, as the closed form asks. */
export function machines(isFast: boolean): fc.Arbitrary<PeDescription> {
  return fc
    .record({
      lanes: fc.constantFrom(1, 2, 4, 8, 32),
      vectorSize: fc.constantFrom(1, 2, 4, 8, 32),
      depth: fc.constantFrom(1, 2, 3, 8, 16),
      drain: fc.constantFrom("overlapped" as const, "serial" as const),
      formats: formats(),
      vectorMac: fc.record({ latencyCycles: fc.integer({ min: 1, max: 20 }), accumulateLatencyCycles: fc.constantFrom(1, 1, 2, 9) }),
      portA: fc.constantFrom(64, 100, 512, 4096),
      portB: fc.constantFrom(32, 77, 256),
      width: fc.constantFrom(1, 4, 16, 32, 64),
      slow: fc.constantFrom(1, 3, 8),
      latencyCycles: fc.integer({ min: 2, max: 9 }),
      limits: isFast ? fastLimits() : anyLimits(),
    })
    .map(({ lanes, vectorSize, depth, drain, formats, vectorMac, portA, portB, width, slow, latencyCycles, limits }) => {
      const bits = Math.max(formats.weights.bits, formats.activations.bits, formats.gradients.bits);
      const slice = (rows: number) => Math.ceil((rows * vectorSize * bits) / 8);
      return describePe({
        pe: { lanes, vectorSize },
        collector: { depth, drain },
        vectorMac,
        formats,
        bufferA: { portBits: portA, sizeBytes: 2 * slice(lanes) * limits.slices },
        bufferB: { portBits: portB, sizeBytes: 2 * slice(depth) * limits.slices },
        ppu: { width, exponentialsPerCycle: slow, dividesPerCycle: slow, latencyCycles, stagingRows: depth * limits.tiles, maskTiles: limits.tiles, chunkElements: limits.chunkElements, chunks: limits.chunks },
        update: { latencyCycles, chunkElements: limits.chunkElements, chunks: limits.chunks, elementsPerCycle: width, weightView: limits.weightView },
        memory: limits.memory,
        sequencer: limits.sequencer,
      });
    });
}

/** Formats of all widths; those of 5 bits and a scale have 8 more for every 32 elements, beside the codes. */
function formats() {
  const drawn = fc.record({ bits: fc.constantFrom(3, 5, 8, 12, 16, 32), scaled: fc.boolean() });
  const format = drawn.map((of): StoredFormat => (of.bits === 5 && of.scaled ? { bits: 5.25, codeBits: 5, scaled: true } : of));
  return fc.record({ weights: format, activations: format, gradients: format, weightGradients: format });
}

function fastLimits() {
  return fc.record({
    slices: fc.constant(4096),
    tiles: fc.constant(4096),
    chunkElements: fc.constantFrom(7, 128),
    chunks: fc.constant(256),
    weightView: fc.constantFrom("stored" as const, "rounded-on-load" as const),
    memory: fc.record({ readBytesPerCycle: fc.constant(2 ** 20), writeBytesPerCycle: fc.constant(2 ** 20), latencyCycles: fc.constantFrom(2, 3, 16, 30) }),
    sequencer: fc.constant({ overlap: "serial" as const, outstandingLoads: 4096 }),
  });
}

function anyLimits() {
  return fc.record({
    slices: fc.constantFrom(1, 2, 3, 10, 50),
    tiles: fc.constantFrom(1, 2, 4, 9),
    chunkElements: fc.constantFrom(5, 128),
    chunks: fc.constantFrom(1, 2, 8),
    weightView: fc.constantFrom("stored" as const, "rounded-on-load" as const),
    memory: fc.record({
      readBytesPerCycle: fc.constantFrom(1, 7, 64, 128, 4096),
      writeBytesPerCycle: fc.constantFrom(1, 13, 128, 4096),
      latencyCycles: fc.constantFrom(2, 3, 16, 50),
    }),
    sequencer: fc.record({ overlap: fc.constantFrom("prefetch" as const, "serial" as const), outstandingLoads: fc.constantFrom(1, 2, 32) }),
  });
}

/** A matrix product of up to `tiles` tiles in every dimension, aligned or not. */
export function gemms({ pe, collector }: PeDescription, tiles: number, id = 0): fc.Arbitrary<GemmOp> {
  return fc.record({
    id: fc.constant(id),
    name: fc.constant(`gemm ${id}`),
    kind: fc.constant("gemm" as const),
    pass: fc.constantFrom("fprop" as const, "dgrad" as const, "wgrad" as const),
    m: fc.integer({ min: 1, max: tiles * pe.lanes }),
    n: fc.integer({ min: 1, max: tiles * collector.depth }),
    k: fc.integer({ min: 1, max: tiles * pe.vectorSize }),
    activation: fc.boolean(),
    output: fc.constantFrom("codes" as const, "spill" as const),
    maximum: fc.boolean(),
    statistics: fc.boolean(),
    after: fc.constant([]),
  });
}

/** A pass of one to three operations over as many tensors as there may be, of as many elements as the others or fewer. */
export function vectors(id = 0): fc.Arbitrary<VectorOp> {
  const operations = Object.keys(vectorOperations) as VectorOperation[];
  const storedAs = fc.constantFrom<StoredAs[]>("spill", "activations", "gradients", "weightGradients", "mask");
  const share = fc.constantFrom(1, 2, 4, 9);
  const uses = (minLength: number, maxLength: number) => fc.array(fc.record({ share, storedAs }), { minLength, maxLength });
  const stages = fc.array(fc.record({ operation: fc.constantFrom(...operations), share, groups: fc.constantFrom(0, 3) }), { minLength: 1, maxLength: 3 });
  return fc.tuple(fc.integer({ min: 1, max: 400 }), stages, uses(0, 3), uses(1, 2)).map(([elements, chain, reads, writes]): VectorOp => {
    const part = (of: number): number => Math.ceil(elements / of);
    const use = (tensor: { share: number; storedAs: StoredAs }, index: number): TensorUse => ({ name: `t${index}`, elements: part(tensor.share), storedAs: tensor.storedAs });
    const stage = ({ operation, share: of, groups }: { operation: VectorOperation; share: number; groups: number }): VectorStage => ({ operation, elements, results: part(of), taps: of, groups });
    return { id, name: `pass ${id}`, kind: "vector", pass: "fprop", stages: chain.map(stage), elements, reads: reads.map(use), writes: writes.map(use), after: [] };
  });
}

/** Up to four ops of any kind, each after any of those before it. */
export function steps(description: PeDescription): fc.Arbitrary<readonly Op[]> {
  const op = (id: number): fc.Arbitrary<Op> => {
    const elements = fc.integer({ min: 1, max: 400 });
    const update = elements.map((n): Op => ({ id, name: `update ${id}`, kind: "update", pass: "update", elements: n, after: [] }));
    const after = fc.subarray(Array.from({ length: id }, (_, before) => before));
    const any = fc.oneof({ weight: 3, arbitrary: gemms(description, 5, id) as fc.Arbitrary<Op> }, { weight: 2, arbitrary: vectors(id) }, update);
    return fc.tuple(any, after).map(([one, ids]) => ({ ...one, after: ids }));
  };
  return fc.integer({ min: 1, max: 4 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, id) => op(id))));
}
