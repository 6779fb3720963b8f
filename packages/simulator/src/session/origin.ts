import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { MappingEntry } from "@lnsim/dataflow";
import type { ChipDescription, Op } from "@lnsim/hardware";
import type { MachineDescription } from "../machine/describe-machine.ts";
import type { MachineValues } from "../machine/machine-tree.ts";
import type { RunRequest } from "../run/run-request.ts";

/** What rebuilds the machine of a recorded step, its program and its arithmetic. Plain data. */
export interface StepOrigin {
  /** The machine as its blocks are built from it, and the ops that it is asked for. */
  readonly description: ChipDescription;
  readonly ops: readonly Op[];
  /** How products are cut into tiles, so that nothing is searched. */
  readonly mappings: readonly MappingEntry[];
  /** The whole description, and which of its values somebody has written. */
  readonly values: MachineValues;
  readonly written: readonly string[];
  /** Plugins from outside, and how they were named. */
  readonly hasPlugins: boolean;
  readonly request: Pick<RunRequest, "machine" | "set" | "plugins" | "folder">;
  /** Of random codes in datapaths, and of the training. */
  readonly seed: number;
  /** The training whose codes are in datapaths; left out where none can be repeated, or random ones are wanted. */
  readonly training?: TrainingOrigin;
  /** Identifier of the optimizer. */
  readonly optimizer: string;
}

/** A step of a training that can be repeated. */
export interface TrainingOrigin {
  /** What the trace is called; how it was asked for, from the folder of the request; and the hash of its content. */
  readonly name: string;
  readonly trace: string;
  readonly traceHash: string;
  /** As a run is asked for them. */
  readonly data?: string;
  readonly redraw?: number;
  /** From 1. */
  readonly step: number;
}

/** Dotted paths of values that are not the default. */
export function writtenPaths({ origins }: Pick<MachineDescription, "origins">): readonly string[] {
  return [...origins].flatMap(([path, from]) => (from === "default" ? [] : [path]));
}

/** An origin for the header of a recording: packed, since the ops of a large step repeat much of the same. */
export function packOrigin(origin: StepOrigin): Readonly<Record<string, unknown>> {
  return { packed: deflateRawSync(JSON.stringify(origin)).toString("base64") };
}

/** The origin that was packed. @throws Error for anything else. */
export function unpackOrigin({ packed }: Readonly<Record<string, unknown>>): StepOrigin {
  if (typeof packed !== "string") throw new Error("the recording does not say what it was made from");
  return JSON.parse(inflateRawSync(Buffer.from(packed, "base64")).toString()) as StepOrigin;
}
