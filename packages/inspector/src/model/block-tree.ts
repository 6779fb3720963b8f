import type { TimelineLayout } from "@lnsim/recording";

/** A block, or what several blocks' names begin with. */
export interface TreeNode {
  /** The beginning of the name up to here: "globalBuffer.bank". Unique. */
  readonly key: string;
  /** Its last part, or several when nothing branches off between: "bank". */
  readonly label: string;
  readonly depth: number;
  /** The block of exactly this name; null: a group only. */
  readonly block: number | null;
  readonly children: readonly TreeNode[];
  /** All blocks in it, its own included, in the order of the layout. */
  readonly blocks: readonly number[];
}

/** The machine by the names of its blocks, which are split at "." and "[". */
export interface BlockTree {
  readonly roots: readonly TreeNode[];
  /** All nodes by key. */
  readonly nodes: ReadonlyMap<string, TreeNode>;
}

interface Growing {
  readonly key: string;
  label: string;
  block: number | null;
  readonly children: Map<string, Growing>;
}

/** Sorts the blocks of a machine into a tree, in their order. */
export function blockTree(layout: TimelineLayout): BlockTree {
  const root: Growing = { key: "", label: "", block: null, children: new Map() };
  for (const [block, { name }] of layout.blocks.entries()) place(root, name, block);
  const nodes = new Map<string, TreeNode>();
  const roots = [...root.children.values()].map((child) => finish(child, 0, nodes));
  return { roots, nodes };
}

/** Parts of a name with the key that each ends: "gb.bank[3]" is gb, bank, [3]. */
export function nameParts(name: string): readonly { readonly label: string; readonly key: string }[] {
  return [...name.matchAll(/(\[[^\]]*\]?|[^.[]+)\.?/g)].map((match) => ({ label: match[1], key: name.slice(0, match.index + match[1].length) }));
}

function place(root: Growing, name: string, block: number): void {
  let at = root;
  for (const { label, key } of nameParts(name)) {
    let next = at.children.get(key);
    if (next === undefined) at.children.set(key, (next = { key, label, block: null, children: new Map() }));
    at = next;
  }
  at.block = block;
}

function finish(node: Growing, depth: number, nodes: Map<string, TreeNode>): TreeNode {
  if (node.block === null && node.children.size === 1) {
    const only = [...node.children.values()][0];
    only.label = node.label + (only.label.startsWith("[") ? "" : ".") + only.label;
    return finish(only, depth, nodes);
  }
  const children = [...node.children.values()].map((child) => finish(child, depth + 1, nodes));
  const blocks = [...(node.block === null ? [] : [node.block]), ...children.flatMap((child) => child.blocks)].toSorted((a, b) => a - b);
  const finished = { key: node.key, label: node.label, depth, block: node.block, children, blocks };
  nodes.set(node.key, finished);
  return finished;
}

/** Whether a node is another, or holds it. */
export function holds({ key, blocks }: TreeNode, other: TreeNode | undefined): boolean {
  return other !== undefined && (key === other.key || other.blocks.every((block) => blocks.includes(block)));
}
