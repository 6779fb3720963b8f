import { expect, test } from "vitest";
import { studyOf } from "../model/study.ts";
import { exampleProduct } from "../testing/example-datapath.ts";
import { toySession } from "../testing/toy-session.ts";
import type { Study } from "../model/study.ts";
import { nextLaneEvent } from "./next-lane-event.ts";

const toy = toySession();

/** A toy whose sums saturate in lane 2 in some cycles only, and which counts how often it is looked at. */
function saturatingIn(cycles: readonly number[]): { readonly study: Study; readonly looked: number[] } {
  const looked: number[] = [];
  const datapathAt = (cycle: number, block: number) => {
    looked.push(cycle);
    const state = exampleProduct(cycle, toy.recording.whole.layout.blocks[block].name);
    return cycles.includes(cycle) ? state : { ...state, lanes: state.lanes.map((lane) => ({ ...lane, overflow: null })) };
  };
  return { study: studyOf(Object.assign(Object.create(toy), { datapathAt })), looked };
}

const block = toy.recording.whole.layout.blocks.findIndex(({ name }) => name === "pe0.mac");
const other = toy.recording.whole.layout.blocks.findIndex(({ name }) => name === "pe1.mac");
const condition = { kind: "lanes", block, event: "saturates" } as const;

/** Cycles in which the MAC of a PE multiplies. */
function multiplying(of: number, from: number, count: number): readonly number[] {
  const { whole } = toy.recording;
  const cycles: number[] = [];
  for (let cycle = from; cycles.length < count; cycle++) if (whole.layout.blocks[of].activities[whole.intervalAt(of, cycle).activity].name === "multiply") cycles.push(cycle);
  return cycles;
}

test("every cycle with a vector is looked at, and no other, up to the one in which a sum saturates", () => {
  const cycles = multiplying(block, 10, 150);
  const { study, looked } = saturatingIn([cycles[140]]);
  expect(nextLaneEvent(study, [condition], { from: 10, to: 5000, most: 1000 })).toEqual({ hit: { index: 0, cycle: cycles[140], lanes: [2] }, looks: 141, searched: cycles[140] });
  expect(looked).toEqual(cycles.slice(0, 141));
});

test("it stops after so many looks, before a cycle that was not looked at, and at the end of the window", () => {
  const cycles = multiplying(block, 10, 150);
  const { study } = saturatingIn([]);
  expect(nextLaneEvent(study, [condition], { from: 10, to: 5000, most: 100 })).toEqual({ hit: null, looks: 100, searched: cycles[100] });
  expect(nextLaneEvent(study, [condition], { from: 10, to: cycles[20], most: 100 })).toEqual({ hit: null, looks: 20, searched: cycles[20] });
});

test("of two blocks the first event counts", () => {
  const cycle = multiplying(other, 400, 1)[0];
  const { study } = saturatingIn([cycle]);
  const { hit } = nextLaneEvent(study, [{ ...condition, event: "wraps" }, { ...condition, block: other }], { from: 0, to: 5000, most: 5000 });
  expect(hit).toEqual({ index: 1, cycle, lanes: [2] });
});
