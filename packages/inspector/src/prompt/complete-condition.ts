import { namesOf } from "../conditions/parse-condition.ts";
import type { Study } from "../model/study.ts";

/** The end of a condition that can be completed, and what may stand there. */
export interface ConditionNames {
  readonly typed: string;
  readonly names: readonly string[];
}

/** What can follow `break`, `watch` or `run`: a block or a group, then what it does, or, behind a point, its ports and counters. */
export function conditionNames(command: string, rest: string, study: Study): ConditionNames {
  const text = command === "run" ? rest : `${command} ${rest}`;
  const head = /^(break(?:\s+on)?|watch)\s+/.exec(text);
  if (head === null) return { typed: text, names: ["break on", "watch"] };
  const typed = text.slice(head[0].length);
  const blocks = [...study.tree.nodes.keys()];
  if (head[1] === "watch") return { typed, names: [...blocks, ...quantities(typed, study)] };
  const block = /^(\S+)\s+/.exec(typed);
  if (block === null) return { typed, names: head[1] === "break" ? ["on", ...blocks] : blocks };
  const [first] = study.tree.nodes.get(block[1])?.blocks ?? [];
  return { typed: typed.slice(block[0].length), names: first === undefined ? [] : namesOf(study, first) };
}

/** Ports and counters of the block before the last point. */
function quantities(typed: string, { blockNumbers, links, timeline: { layout } }: Study): readonly string[] {
  const name = typed.slice(0, Math.max(0, typed.lastIndexOf(".")));
  const block = blockNumbers.get(name);
  if (block === undefined) return [];
  const into = links[block].into.map((link) => layout.links[link].to.port);
  const outOf = links[block].outOf.map((link) => layout.links[link].from.port);
  return [...into, ...outOf, ...layout.blocks[block].counters].map((part) => `${name}.${part}`);
}
