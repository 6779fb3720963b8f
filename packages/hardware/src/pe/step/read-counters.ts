import type { ActionKey } from "../accounting/actions.ts";
import { actionCatalogue } from "../accounting/actions.ts";
import type { PeDescription } from "../../description/description.ts";
import { scalesVectors } from "../../vector/pass-bits.ts";
import type { Pe } from "../machine/build-pe.ts";
import type { PeBlocks } from "../machine/pe-blocks.ts";
import { passes, type Pass } from "../../workload/pass.ts";
import type { ActionCount } from "../../timing/machine-timing.ts";

/** The counters that an action is the sum of, as block and counter name before the pass. */
type Source = readonly [block: keyof PeBlocks, counters: readonly string[]];

const sources: { readonly [key in ActionKey]: Source } = {
  bufferARead: ["bufferA", ["read"]],
  bufferAWrite: ["bufferA", ["write"]],
  bufferBRead: ["bufferB", ["read"]],
  bufferBWrite: ["bufferB", ["write"]],
  laneLoad: ["laneRegisters", ["load"]],
  dot: ["vectorMac", ["dot"]],
  idleLane: ["vectorMac", ["idleLane"]],
  exponentAdd: ["vectorMac", ["term"]],
  shift: ["vectorMac", ["term"]],
  tree: ["vectorMac", ["dot"]],
  constantMultiply: ["vectorMac", ["dot"]],
  binAdd: ["vectorMac", ["dot"]],
  accumulate: ["vectorMac", ["dot"]],
  vectorScale: ["vectorMac", ["dot"]],
  collectorRead: ["collector", ["read"]],
  collectorWrite: ["collector", ["write"]],
  scale: ["ppu", ["scale"]],
  activate: ["ppu", ["activate"]],
  maximum: ["ppu", ["maximum"]],
  quantise: ["ppu", ["quantise"]],
  add: ["ppu", ["add"]],
  multiply: ["ppu", ["multiply"]],
  exponential: ["ppu", ["exponential"]],
  divide: ["ppu", ["divide"]],
  reciprocalRoot: ["ppu", ["reciprocalRoot"]],
  update: ["updateUnit", ["update"]],
  memoryRead: ["memory", ["readA", "readB", "readMask", "readPpu", "readUpdate"]],
  memoryWrite: ["memory", ["writePpu", "writeUpdate"]],
};

/** One number per pass, in the order of `passes`. */
export type ByPass = readonly number[];

/** A counter of a block, for every pass. */
export function counterByPass({ kernel, blocks }: Pe, block: keyof PeBlocks, name: string): ByPass {
  const counters = kernel.counters(blocks[block]);
  return passes.map((pass) => counters[`${name}.${pass}`]!);
}

/** An action as the blocks counted it, for every pass. */
export function actionByPass(pe: Pe, key: ActionKey): ByPass {
  const [block, names] = sources[key];
  const parts = names.map((name) => counterByPass(pe, block, name));
  return passes.map((_, pass) => parts.reduce((sum, part) => sum + part[pass]!, 0));
}

/** All actions that occurred, in the order of the catalogue; sums are scaled where operands have scales of vectors alone. */
export function readActions(pe: Pe, { formats }: Pick<PeDescription, "formats">): readonly ActionCount[] {
  return (Object.keys(actionCatalogue) as ActionKey[]).flatMap((key) => {
    const { block, action } = actionCatalogue[key];
    return actionByPass(pe, key)
      .map((count, index) => ({ block, action, pass: passes[index]! as Pass, count }))
      .filter(({ count, pass }) => count > 0 && occurs(formats, key, pass));
  });
}

function occurs(formats: PeDescription["formats"], key: ActionKey, pass: Pass): boolean {
  return key !== "vectorScale" || (pass !== "loss" && pass !== "update" && scalesVectors(formats, pass));
}

/** What one count of a block's counter stands for. */
export function actionsCounted({ formats }: Pick<PeDescription, "formats">, block: string, counter: string): readonly ActionCount[] {
  const dot = counter.lastIndexOf(".");
  const pass = passes.find((name) => name === counter.slice(dot + 1));
  if (pass === undefined) return [];
  const keys = (Object.keys(actionCatalogue) as ActionKey[]).filter((key) => sources[key][0] === block && sources[key][1].includes(counter.slice(0, dot)) && occurs(formats, key, pass));
  return keys.map((key) => ({ block: actionCatalogue[key].block, action: actionCatalogue[key].action, pass, count: 1 }));
}
