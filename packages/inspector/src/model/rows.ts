import type { LinkLayout } from "@lnsim/recording";
import type { ViewState } from "../state/view-state.ts";
import type { TreeNode } from "./block-tree.ts";
import { lanesOf, sharesOf, stallShare } from "./cells.ts";
import type { Study } from "./study.ts";

/** A row of the timeline: a block or group of blocks, or a link into a block. */
export type Row =
  | { readonly kind: "node"; readonly node: TreeNode; readonly isPinned: boolean; readonly label: string; readonly depth: number }
  | { readonly kind: "link"; readonly link: number; readonly owner: TreeNode; readonly label: string; readonly depth: number };

/** The rows in their order: pinned ones first, then the tree without what is folded, or a flat list when filtered or sorted. */
export function rowsOf(study: Study, state: ViewState, window: { readonly from: number; readonly to: number }): readonly Row[] {
  const pinned = state.pinned.flatMap((key) => study.tree.nodes.get(key) ?? []);
  const isFlat = state.filter !== "" || state.order === "stalls";
  const rest = isFlat ? flatRows(study, state, window) : treeRows(study, state);
  const rows = [...pinned.map((node): Row => ({ kind: "node", node, isPinned: true, label: node.key, depth: 0 })), ...rest];
  return rows.flatMap((row) => [row, ...linkRows(study, state, row)]);
}

function treeRows({ tree }: Study, { folded }: ViewState): readonly Row[] {
  const closed = new Set(folded);
  const visit = (nodes: readonly TreeNode[]): readonly Row[] =>
    nodes.flatMap((node) => [{ kind: "node", node, isPinned: false, label: node.label, depth: node.depth } as const, ...(closed.has(node.key) ? [] : visit(node.children))]);
  return visit(tree.roots);
}

function flatRows(study: Study, state: ViewState, { from, to }: { readonly from: number; readonly to: number }): readonly Row[] {
  const matches = matcher(state.filter);
  const nodes = [...study.tree.nodes.values()].filter(({ key, block }) => block !== null && matches(key)).toSorted((a, b) => a.block! - b.block!);
  const rows = nodes.map((node): Row => ({ kind: "node", node, isPinned: false, label: node.key, depth: 0 }));
  if (state.order === "tree" || to <= from) return rows;
  const sets = nodes.map(({ block }) => [block!]);
  const shares = study.memory.recall("order", `${from} ${to} ${state.filter}`, () => lanesOf(study, sets, Float64Array.of(from, to)).map((lane) => stallShare(sharesOf(lane))));
  return rows.map((row, index) => ({ row, share: shares[index] })).toSorted((a, b) => b.share - a.share).map(({ row }) => row);
}

/** Whether a name contains a text, or matches it as a regular expression, whatever the case. */
export function matcher(filter: string): (name: string) => boolean {
  const lower = filter.toLowerCase();
  let pattern: RegExp | null = null;
  try {
    pattern = new RegExp(filter, "i");
  } catch {
    // Not an expression (yet): only a text.
  }
  return (name) => name.toLowerCase().includes(lower) || pattern?.test(name) === true;
}

function linkRows({ links, timeline }: Study, state: ViewState, row: Row): readonly Row[] {
  if (row.kind !== "node" || row.node.block === null) return [];
  if (state.links === "none" || (state.links === "selected" && row.node.key !== state.selected)) return [];
  const { layout } = timeline;
  return links[row.node.block].into.map((link): Row => ({ kind: "link", link, owner: row.node, label: linkLabel(layout.links[link], layout.blocks[layout.links[link].from.block].name), depth: row.depth + 1 }));
}

function linkLabel({ to }: LinkLayout, sender: string): string {
  return `${to.port} ← ${sender}`;
}
