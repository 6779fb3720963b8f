import type { Study } from "../model/study.ts";
import { hasLanes } from "./lane-block.ts";
import { unknown } from "./syntax-error.ts";

/**
 * The blocks that a name stands for: a block, all of a group, those that match where it holds "*". A single PE goes by the name "pe0"
 * too ("pe0.collector"), and a PE that is one block by the names of its parts ("pe0.1.collector").
 *
 * @throws {LnsimError} code "unknown-name"; `column` counts from 0.
 */
export function findBlocks(word: string, column: number, study: Study): readonly number[] {
  const named = blocksNamed(word, study) ?? onePe(word, study) ?? partOfPe(word, study);
  if (named !== null) return named;
  const names = [...study.blockNumbers.keys()];
  const expected = names.length <= 12 ? names.join(", ") : `one of ${names.length} blocks, such as ${names.slice(0, 12).join(", ")}`;
  if (!word.includes("*")) throw unknown(word, column, { what: "there is no block", names, expected });
  const pattern = new RegExp(`^${word.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`);
  const found = names.flatMap((name, index) => (pattern.test(name) ? [index] : []));
  if (found.length === 0) throw unknown(word, column, { what: "no block matches", names, expected });
  return found;
}

function blocksNamed(word: string, { blockNumbers, tree }: Study): readonly number[] | null {
  const block = blockNumbers.get(word);
  return block !== undefined ? [block] : (tree.nodes.get(word)?.blocks ?? null);
}

function onePe(word: string, study: Study): readonly number[] | null {
  return word.startsWith("pe0.") && study.blockNumbers.has("vectorMac") ? blocksNamed(word.slice("pe0.".length), study) : null;
}

function partOfPe(word: string, study: Study): readonly number[] | null {
  const part = /\.(?:collector|vectorMac)$/.exec(word);
  const blocks = part === null ? null : blocksNamed(word.slice(0, part.index), study);
  return blocks?.every((block) => hasLanes(study, block)) === true ? blocks : null;
}
