import type { PeDescription } from "../../description/description.ts";
import { overChunks } from "../tiling/chunk-plan.ts";
import { gemmGeometry, type GemmGeometry } from "../tiling/gemm-geometry.ts";
import { updatePass, vectorPass } from "../tiling/passes-of.ts";
import { portCyclesA, portCyclesB } from "../tiling/slot.ts";
import type { GemmOp, Op, UpdateOp, VectorOp } from "../../workload/operation.ts";
import { sumTiles } from "./sum-tiles.ts";

/** Bytes that an op moves, by level and direction. */
export interface Traffic {
  /** Operand loads: memory to buffer A, memory to buffer B. */
  readonly memoryToA: number;
  readonly memoryToB: number;
  /** Activations that the PPU reads to mask the results of dgrad. */
  readonly maskRead: number;
  /** Results that leave the PPU as codes, and that leave it in the spill format. */
  readonly ppuToMemory: number;
  readonly spillWrite: number;
  /** Spilled results read back, and codes written, by passes that do nothing but quantise. */
  readonly requantiseRead: number;
  readonly requantiseWrite: number;
  /** Read and written by all other passes of the PPU. */
  readonly passRead: number;
  readonly passWrite: number;
  readonly updateRead: number;
  readonly updateWrite: number;
  /** At the ports of the buffers, whole words. */
  readonly bufferARead: number;
  readonly bufferAWrite: number;
  readonly bufferBRead: number;
  readonly bufferBWrite: number;
}

/** No bytes at all. */
export const noTraffic: Traffic = Object.freeze({
  memoryToA: 0,
  memoryToB: 0,
  maskRead: 0,
  ppuToMemory: 0,
  spillWrite: 0,
  requantiseRead: 0,
  requantiseWrite: 0,
  passRead: 0,
  passWrite: 0,
  updateRead: 0,
  updateWrite: 0,
  bufferARead: 0,
  bufferAWrite: 0,
  bufferBRead: 0,
  bufferBWrite: 0,
});

/** The bytes of an op, from its tiling alone; every run checks that the blocks moved as many. */
export function trafficOf(description: PeDescription, op: Op): Traffic {
  if (op.kind === "gemm") return gemmTraffic(description, op);
  return op.kind === "vector" ? vectorTraffic(description, op) : updateTraffic(description, op);
}

/** Bytes of `bits` bits. */
function bytes(bits: number): number {
  return Math.ceil(bits / 8);
}

/** Bytes that whole port words take for `bits` bits. */
function portBytes(bits: number, portBits: number): number {
  return (Math.ceil(bits / portBits) * portBits) / 8;
}

function gemmTraffic(description: PeDescription, op: GemmOp): Traffic {
  const g = gemmGeometry(description, op);
  const { pe, collector, bufferA, bufferB } = description;
  const loadsOfA = g.planA.reused ? 1 : g.nTiles;
  const loadsOfB = g.planB.reused ? 1 : g.mTiles;
  const m = { parts: g.mTiles, full: pe.lanes, edge: g.mEdge };
  const n = { parts: g.nTiles, full: collector.depth, edge: g.nEdge };
  const k = { parts: g.kSlices, full: pe.vectorSize, edge: g.kEdge };
  const results = sumTiles(m, n, (lanes, columns) => bytes(lanes * columns * g.bitsOut));
  const spilled = op.output === "spill";
  return {
    ...noTraffic,
    memoryToA: loadsOfA * sumTiles(m, k, (lanes, depth) => bytes(lanes * depth * g.memoryBitsA)),
    memoryToB: loadsOfB * sumTiles(n, k, (columns, depth) => bytes(columns * depth * g.memoryBitsB)),
    maskRead: sumTiles(m, n, (lanes, columns) => bytes(lanes * columns * g.maskBits)),
    ppuToMemory: spilled ? 0 : results,
    spillWrite: spilled ? results : 0,
    bufferARead: (slices(g) * portCyclesA(description, g.bitsA) * bufferA.portBits) / 8,
    bufferAWrite: loadsOfA * sumTiles(m, k, (lanes, depth) => portBytes(lanes * depth * g.bitsA, bufferA.portBits)),
    bufferBRead: (g.mTiles * g.kSlices * bufferBWords(description, g) * bufferB.portBits) / 8,
    bufferBWrite: loadsOfB * sumTiles(n, k, (columns, depth) => portBytes(columns * depth * g.bitsB, bufferB.portBits)),
  };
}

function slices(g: GemmGeometry): number {
  return g.mTiles * g.nTiles * g.kSlices;
}

function bufferBWords(description: PeDescription, g: GemmGeometry): number {
  const full = portCyclesB(description, g.bitsB, description.collector.depth);
  return (g.nTiles - 1) * full + portCyclesB(description, g.bitsB, g.nEdge);
}

function vectorTraffic(description: PeDescription, op: VectorOp): Traffic {
  const plan = vectorPass(description, op);
  const read = overChunks(plan, (chunk) => chunk.readBytes);
  const write = overChunks(plan, (chunk) => chunk.writeBytes);
  const isRequantisation = op.stages.every(({ operation }) => operation === "quantise");
  return isRequantisation ? { ...noTraffic, requantiseRead: read, requantiseWrite: write } : { ...noTraffic, passRead: read, passWrite: write };
}

function updateTraffic(description: PeDescription, op: UpdateOp): Traffic {
  const plan = updatePass(description, op);
  return { ...noTraffic, updateRead: overChunks(plan, (chunk) => chunk.readBytes), updateWrite: overChunks(plan, (chunk) => chunk.writeBytes) };
}
