/** The real program in a pseudo-terminal: the screen of a sweep, when it is resized, and when it is stopped. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "@lnsim/sweep";
import { afterAll, expect, test } from "vitest";
import { launcher } from "../cli/lnsim.ts";
import { TerminalDriver } from "../inspector/terminal-driver.ts";

const folder = mkdtempSync(join(tmpdir(), "lnsim-screen-"));
const store = join(folder, "arrays.sweep");
let terminal: TerminalDriver | undefined;
afterAll(() => {
  terminal?.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

const args = ["sweep", "run", "--machine", "systolic", "--trace", "resnet18", "--numerics", "off", "-P", "array.rows=2..400", "-L", "dataflow=os,ws", "--store", store, "--jobs", "1"];

/** How many points a screen says are done; -1 where it says nothing. */
const doneOn = (screen: string): number => Number(/^(\d+) of 798 points done, \d+ left$/m.exec(screen)?.[1] ?? -1);

test("a sweep has one screen, which bears a resize; Ctrl-C ends it with 130 and keeps its rows", { timeout: 60_000 }, async () => {
  terminal = new TerminalDriver({ command: process.execPath, args: [launcher, ...args], columns: 120, rows: 36, environment: { NODE_OPTIONS: "" } });
  const wide = await terminal.until("a point", (screen) => doneOn(screen) > 0, 30_000);
  expect(wide.split("\n").filter((line) => line !== "")).toEqual([
    expect.stringMatching(/^\[#*-{50,60}\] \d\.\d %$/),
    expect.stringMatching(/ points done, /),
    expect.stringMatching(/^[\d.]+ points\/s, [\d.]+ m?s so far, [\d:.]+ \w+ to go$/),
    expect.stringMatching(/^best cycles\.perStep [\d.]+ [kMG] at array\.rows=\d+ dataflow=[ow]s$/),
    "Ctrl-C stops it and keeps the rows that are there",
  ]);
  terminal.resize(40, 24);
  const narrow = await terminal.until("more points", (screen) => doneOn(screen) > doneOn(wide) + 2);
  expect(narrow.split("\n").filter((line) => line.startsWith("["))).toHaveLength(1);
  expect(narrow).toMatch(/^best cycles\.perStep [\d.]+ [kMG] at\narray\.rows=/m);
  terminal.resize(80, 24);
  await terminal.until("one screen of 80 columns", (screen) => /^\[#*-{50,60}\] \d\.\d %\n/.test(screen) && screen.split("%").length === 2);
  terminal.type("\x03");
  expect(await terminal.exit).toBe(130);
  const end = terminal.screen();
  const run = Number(/^798 points: (\d+) run in /m.exec(end)?.[1]);
  expect(run).toBeGreaterThanOrEqual(doneOn(narrow));
  expect(end).not.toContain("[#");
  const opened = openStore(store, { create: false });
  expect([...opened.rows()]).toHaveLength(run);
  opened.close();
});
