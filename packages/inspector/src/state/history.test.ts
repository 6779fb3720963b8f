import { expect, test } from "vitest";
import { studyOf } from "../model/study.ts";
import { toySession } from "../testing/toy-session.ts";
import { History } from "./history.ts";
import { initialState } from "./initial-state.ts";

const start = initialState(studyOf(toySession()));

test("changes are undone and made again, the cursor stays", () => {
  const history = new History(start);
  history.change("pin", "change", (draft) => void draft.pinned.push("pe0.mac"));
  history.change("sort", "change", (draft) => void (draft.order = "stalls"));
  history.change("step", "move", (draft) => void (draft.cursor = 7));
  expect(history.undo()).toBe("sort");
  expect(history.state).toEqual({ ...start, pinned: ["pe0.mac"], cursor: 7 });
  expect(history.undo()).toBe("pin");
  expect(history.undo()).toBeNull();
  expect(history.redo()).toBe("pin");
  expect(history.redo()).toBe("sort");
  expect(history.redo()).toBeNull();
  expect(history.state).toEqual({ ...start, pinned: ["pe0.mac"], order: "stalls", cursor: 7 });
});

test("a new change leaves nothing to make again, one that changes nothing is none", () => {
  const history = new History(start);
  history.change("pin", "change", (draft) => void draft.pinned.push("a"));
  history.undo();
  history.change("nothing", "change", () => {});
  expect(history.redo()).toBe("pin");
  history.undo();
  history.change("pin", "change", (draft) => void draft.pinned.push("b"));
  expect(history.redo()).toBeNull();
});

test("jumps are places to go back to, from where one was in between", () => {
  const history = new History(start);
  const jump = (cursor: number) => history.change("goto", "jump", (draft) => void (draft.cursor = cursor));
  jump(100);
  history.change("step", "move", (draft) => void (draft.cursor = 101));
  jump(200);
  expect([history.back(), history.state.cursor]).toEqual([true, 101]);
  expect([history.back(), history.state.cursor]).toEqual([true, 0]);
  expect(history.back()).toBe(false);
  expect([history.forward(), history.state.cursor]).toEqual([true, 101]);
  expect([history.forward(), history.state.cursor]).toEqual([true, 200]);
  expect(history.forward()).toBe(false);
  history.back();
  jump(300);
  expect(history.forward()).toBe(false);
  expect([history.back(), history.state.cursor]).toEqual([true, 101]);
});

test("a state is never changed in place", () => {
  const history = new History(start);
  const before = structuredClone(start);
  history.change("fold", "change", (draft) => void draft.folded.push("pe0"));
  history.undo();
  expect(start).toEqual(before);
});
