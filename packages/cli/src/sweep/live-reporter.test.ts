import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { createLiveReporter, type LiveText } from "./live-reporter.ts";

function fake(isTTY: boolean, columns = 40) {
  const written: string[] = [];
  const stream = Object.assign(new EventEmitter(), { isTTY, columns, rows: 10, write: (text: string) => written.push(text) > 0 });
  const clock = { now: 0 };
  return { written, stream, clock, reporter: createLiveReporter({ stream: stream as never, now: () => clock.now }) };
}

const text: LiveText = { screen: (columns, seconds) => [`${columns} columns, ${seconds} s`, "x".repeat(200)], line: () => "a line" };

test("elsewhere than on a terminal there is a plain line every four seconds", () => {
  const { written, clock, reporter } = fake(false);
  for (clock.now = 100; clock.now <= 8100; clock.now += 100) reporter.update(text);
  reporter.finish();
  expect(written).toEqual(["a line\n", "a line\n"]);
});

test("a terminal has one screen in its place, ten times a second at most", () => {
  const { written, clock, reporter } = fake(true);
  for (clock.now = 0; clock.now < 1000; clock.now += 50) reporter.update(text);
  reporter.finish();
  reporter.finish();
  const screen = `40 columns, 0 s\r\n${"x".repeat(39)}`;
  expect(written).toEqual([`\r\u001b[J${screen}`, ...Array.from({ length: 9 }, () => `\r\u001b[1A\u001b[J${screen}`), "\r\u001b[1A\u001b[J"]);
});

test("a terminal that is resized is drawn anew, over lines that it has wrapped", () => {
  const { written, stream, clock, reporter } = fake(true);
  reporter.update(text);
  clock.now = 500;
  stream.columns = 13;
  stream.emit("resize");
  expect(written[1]).toBe(`\r\u001b[4A\u001b[J13 columns, \r\n${"x".repeat(12)}`);
  stream.rows = 2;
  stream.emit("resize");
  expect(written[2]).toBe("\r\u001b[1A\u001b[J13 columns, ");
  reporter.finish();
  stream.emit("resize");
  expect(written).toHaveLength(4);
});

test("a process that ends at once leaves the screen with a line after it", () => {
  const { written, reporter } = fake(true);
  const before = new Set(process.listeners("exit"));
  reporter.update(text);
  const [leave, ...others] = process.listeners("exit").filter((listener) => !before.has(listener));
  expect(others).toEqual([]);
  leave!(130);
  expect(written.at(-1)).toBe("\n");
  reporter.finish();
  expect(process.listeners("exit").filter((listener) => !before.has(listener))).toEqual([]);
});
