import { expect, test } from "vitest";
import { initialState } from "../state/initial-state.ts";
import type { ViewState } from "../state/view-state.ts";
import { toySession } from "../testing/toy-session.ts";
import { rowsThatFit } from "../views/timeline/draw-rows.ts";
import { matcher, rowsOf } from "./rows.ts";
import { studyOf } from "./study.ts";

const study = studyOf(toySession());
const run = { from: 0, to: study.timeline.cycles };

function labels(change: Partial<ViewState>): readonly string[] {
  return rowsOf(study, { ...initialState(study), ...change }, run).map(({ label, depth }) => " ".repeat(depth) + label);
}

test("the tree, without what is folded", () => {
  expect(labels({})).toEqual(["sequencer", "dram0", "dma.load", "gb.bank", " [0]", " [1]", "pe0", " mac", " collector", "pe1", " mac", " collector"]);
  expect(labels({ folded: ["gb.bank", "pe1"] })).toEqual(["sequencer", "dram0", "dma.load", "gb.bank", "pe0", " mac", " collector", "pe1"]);
});

test("pinned rows are on top, with their whole names", () => {
  expect(labels({ pinned: ["pe1.mac"], folded: ["gb.bank", "pe0", "pe1"] })[0]).toBe("pe1.mac");
});

test("a filter is a text or an expression, whatever the case", () => {
  expect(labels({ filter: "MAC" })).toEqual(["pe0.mac", "pe1.mac"]);
  expect(labels({ filter: "^d" })).toEqual(["dram0", "dma.load"]);
  expect(labels({ filter: "bank[" })).toEqual(["gb.bank[0]", "gb.bank[1]"]);
  expect(matcher("")("anything")).toBe(true);
});

test("sorted by stalls, those first that stall most in the window", () => {
  expect(labels({ order: "stalls" })).toEqual(["sequencer", "pe1.mac", "pe0.mac", "gb.bank[0]", "gb.bank[1]", "dma.load", "dram0", "pe0.collector", "pe1.collector"]);
  const late = rowsOf(study, { ...initialState(study), order: "stalls" }, { from: 370, to: 400 }).map(({ label }) => label);
  expect(late.slice(0, 2)).toEqual(["sequencer", "dram0"]);
});

test("queues stand below the block they lead into", () => {
  expect(labels({ links: "selected" })).toContain("  vectors ← gb.bank[0]");
  expect(labels({ links: "all" })).toHaveLength(12 + 8);
});

test("of more rows than fit, those around the selected one, and pinned ones always", () => {
  const state = { ...initialState(study), pinned: ["dram0"], selected: "pe1.collector" };
  const shown = rowsThatFit(rowsOf(study, state, run), state.selected, 6);
  expect(shown.map(({ label }) => label)).toEqual(["dram0", "collector", "pe1", "mac", "collector"]);
});
