import { actionsOf } from "../accounting/action-counts.ts";
import type { ActionKey } from "../accounting/actions.ts";
import { trafficOf } from "../accounting/traffic.ts";
import { slot } from "../blocks/sequencer/state.ts";
import { vectorMacActivityNames } from "../blocks/vector-mac/state.ts";
import type { Pe } from "../machine/build-pe.ts";
import type { PeDescription } from "../../description/description.ts";
import { macsOf, type Op } from "../../workload/operation.ts";
import { passes } from "../../workload/pass.ts";
import { actionByPass, counterByPass, type ByPass } from "./read-counters.ts";

/** Actions that follow from the tiling alone: all but `idleLane`, which depends on what was waited for. */
const checkedActions = [
  "bufferARead",
  "bufferAWrite",
  "bufferBRead",
  "bufferBWrite",
  "laneLoad",
  "dot",
  "exponentAdd",
  "collectorRead",
  "collectorWrite",
  "scale",
  "activate",
  "maximum",
  "quantise",
  "add",
  "multiply",
  "exponential",
  "divide",
  "reciprocalRoot",
  "update",
  "memoryRead",
  "memoryWrite",
] as const satisfies readonly ActionKey[];

/**
 * The invariants of every run, beside those of the kernel (activities tile every block's life):
 * what the blocks counted is what the tiling says, pass by pass; multiply-accumulates are those of the ops; every output
 * element left the PPU once; bytes drawn from memory and bytes taken by it are those of the traffic, client by client;
 * nothing is left in flight.
 *
 * @throws Error naming the count, the pass, and both numbers: a bug of the simulator.
 */
export function checkRun(description: PeDescription, ops: readonly Op[], pe: Pe): void {
  const actions = ops.map((op) => actionsOf(description, op));
  const traffic = ops.map((op) => trafficOf(description, op));
  const expect = (what: string, counted: ByPass, perOp: readonly number[]) => compare(what, counted, byPass(ops, perOp));
  for (const key of checkedActions) expect(key, actionByPass(pe, key), actions.map((counts) => counts[key] ?? 0));
  expect("multiply-accumulates", counterByPass(pe, "vectorMac", "mac"), ops.map(macsOf));
  expect("bytes to buffer A", counterByPass(pe, "memory", "readA"), traffic.map((t) => t.memoryToA));
  expect("bytes to buffer B", counterByPass(pe, "memory", "readB"), traffic.map((t) => t.memoryToB));
  expect("bytes of masks", counterByPass(pe, "memory", "readMask"), traffic.map((t) => t.maskRead));
  expect("bytes to the PPU", counterByPass(pe, "memory", "readPpu"), traffic.map((t) => t.passRead + t.requantiseRead));
  expect("bytes to the update unit", counterByPass(pe, "memory", "readUpdate"), traffic.map((t) => t.updateRead));
  expect("bytes from the PPU", counterByPass(pe, "memory", "writePpu"), traffic.map((t) => t.ppuToMemory + t.spillWrite + t.passWrite + t.requantiseWrite));
  expect("bytes from the update unit", counterByPass(pe, "memory", "writeUpdate"), traffic.map((t) => t.updateWrite));
  checkOutputs(ops, pe);
  checkLeftovers(description, pe);
  checkBooks(pe);
}

function byPass(ops: readonly Op[], perOp: readonly number[]): ByPass {
  return passes.map((pass) => perOp.reduce((sum, value, index) => (ops[index]!.pass === pass ? sum + value : sum), 0));
}

function compare(what: string, counted: ByPass, expected: ByPass): void {
  for (const [index, pass] of passes.entries()) {
    if (counted[index] !== expected[index]) throw new Error(`${what} in ${pass}: ${counted[index]} counted, ${expected[index]} expected`);
  }
}

/** Produced = drained: every output element left the collector in a row and the PPU as a result, once. */
function checkOutputs(ops: readonly Op[], { kernel, blocks }: Pe): void {
  const outputs = ops.reduce((sum, op) => (op.kind === "gemm" ? sum + op.m * op.n : sum), 0);
  const results = kernel.counters(blocks.ppu)["results"]!;
  if (results !== outputs) throw new Error(`${results} results left the PPU for ${outputs} output elements`);
}

/** Everything requested has arrived and been used, every half of a buffer is free again, and so is the PPU's staging. */
function checkLeftovers({ ppu }: PeDescription, { kernel, blocks }: Pe): void {
  const base = kernel.base(blocks.sequencer);
  const read = (name: keyof typeof slot) => kernel.state[base + slot[name]]!;
  for (const name of ["inFlightA", "inFlightB", "arrivedA", "arrivedB", "masksHeld", "masksArrived", "halvesA", "halvesB", "isOrdered", "isTileWaiting"] as const) {
    if (read(name) !== 0) throw new Error(`the run ended with ${name} = ${read(name)}`);
  }
  if (read("stagingFree") !== ppu.stagingRows) throw new Error(`the run ended with ${read("stagingFree")} of ${ppu.stagingRows} staging rows free`);
}

/** The vector MAC's own records are the kernel's books. */
function checkBooks({ kernel, blocks }: Pe): void {
  const counters = kernel.counters(blocks.vectorMac);
  let open = 0;
  for (const [index, name] of vectorMacActivityNames.entries()) {
    const booked = kernel.activities(blocks.vectorMac)[index]!.cycles;
    const own = counters[`spent.${name}`]!;
    if (own > booked) throw new Error(`vector MAC: ${own} cycles of "${name}" recorded, ${booked} booked`);
    if (own < booked) open++;
  }
  if (open > 1) throw new Error(`vector MAC: the records of ${open} activities differ from the books, at most the last one may`);
}
