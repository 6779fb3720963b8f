import type { PeDescription } from "../../description/description.ts";
import { gemmGeometry } from "../tiling/gemm-geometry.ts";
import { drainOperations, type DrainOperation } from "../blocks/ppu/drain-operations.ts";
import { scalesVectors } from "../../vector/pass-bits.ts";
import { stageActions } from "../../vector/stage-actions.ts";
import type { GemmOp, Op } from "../../workload/operation.ts";
import type { ActionKey } from "./actions.ts";
import { trafficOf, type Traffic } from "./traffic.ts";

/** How often each action happens. */
export type ActionCounts = { readonly [key in ActionKey]?: number };

/**
 * The actions of an op, from its tiling alone; every run checks that the blocks counted as many.
 * `vectorMac.idleLane` is left out: it depends on what the vector MAC waited for.
 */
export function actionsOf(description: PeDescription, op: Op): ActionCounts {
  const traffic = trafficOf(description, op);
  const memory = { memoryRead: bytesRead(traffic), memoryWrite: bytesWritten(traffic) };
  if (op.kind === "gemm") return { ...gemmActions(description, op, traffic), ...memory };
  if (op.kind === "update") return { update: op.elements, ...memory };
  return { ...stageActions(op.stages), ...memory };
}

/** Bytes that memory hands out for an op. */
export function bytesRead(traffic: Traffic): number {
  return traffic.memoryToA + traffic.memoryToB + traffic.maskRead + traffic.passRead + traffic.requantiseRead + traffic.updateRead;
}

/** Bytes that memory takes for an op. */
export function bytesWritten(traffic: Traffic): number {
  return traffic.ppuToMemory + traffic.spillWrite + traffic.passWrite + traffic.requantiseWrite + traffic.updateWrite;
}

function gemmActions(description: PeDescription, op: GemmOp, traffic: Traffic): ActionCounts {
  const g = gemmGeometry(description, op);
  const dots = op.m * op.n * g.kSlices;
  const terms = dots * description.pe.vectorSize;
  const rows = g.mTiles * op.n;
  const wordA = description.bufferA.portBits / 8;
  const wordB = description.bufferB.portBits / 8;
  return {
    bufferARead: traffic.bufferARead / wordA,
    bufferAWrite: traffic.bufferAWrite / wordA,
    bufferBRead: traffic.bufferBRead / wordB,
    bufferBWrite: traffic.bufferBWrite / wordB,
    laneLoad: traffic.bufferARead / wordA,
    dot: dots,
    exponentAdd: terms,
    shift: terms,
    tree: dots,
    constantMultiply: dots,
    binAdd: dots,
    accumulate: dots,
    ...(scalesVectors(description.formats, op.pass) && { vectorScale: dots }),
    collectorRead: rows * g.kSlices,
    collectorWrite: rows * g.kSlices,
    ...drainActions(op),
  };
}

function drainActions(op: GemmOp): ActionCounts {
  const done: DrainOperation[] = ["scale"];
  if (op.activation === true) done.push("activate");
  if (op.output !== "spill") done.push("quantise");
  if (op.maximum === true) done.push("maximum");
  if (op.statistics === true) done.push("statistics");
  const rates = done.flatMap((operation) => Object.entries(drainOperations[operation].actions));
  return Object.fromEntries(rates.map(([action, perResult]) => [action, perResult * op.m * op.n]));
}
