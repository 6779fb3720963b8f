import type { MacDatapath } from "@lnsim/contracts";
import { fixedStep } from "./fixed-step.ts";
import { floatStep } from "./float-step.ts";
import type { VectorStep } from "./lane-registers.ts";
import { logStep } from "./log-step.ts";

const made = new WeakMap<MacDatapath, VectorStep>();

/**
 * The arithmetic of a vector MAC, from the declaration alone; see `MacDatapath`. Terms of a vector are summed exactly, and enter
 * the accumulator (fixed); are added in the datapath's order (float); or one after the other (log). A vector of the datapath may be
 * a part of what a lane takes in a cycle.
 */
export function vectorStep(datapath: MacDatapath): VectorStep {
  const known = made.get(datapath) ?? create(datapath);
  made.set(datapath, known);
  return known;
}

function create(datapath: MacDatapath): VectorStep {
  if (datapath.kind === "fixed") return fixedStep(datapath);
  return datapath.kind === "float" ? floatStep(datapath) : logStep(datapath);
}
