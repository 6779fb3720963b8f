/** The real program in a pseudo-terminal: every view, keys, mouse, prompt, resize. */
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { TerminalDriver } from "./terminal-driver.ts";

const launcher = fileURLToPath(new URL("../../packages/cli/bin/lnsim.js", import.meta.url));
let driver: TerminalDriver;

function start(args: readonly string[], { columns = 120, rows = 36, environment = {} } = {}): TerminalDriver {
  driver = new TerminalDriver({ command: process.execPath, args: [launcher, "inspect", ...args], columns, rows, environment });
  return driver;
}

const onePe = ["--machine", "lns-madam", "--trace", "gemm:64,64,64"];

afterEach(() => driver.kill("SIGKILL"));

/** The line of a screen that says where the cursor is. */
function place(screen: string): string {
  return screen.split("\n").find((line) => line.startsWith(" cycle ")) ?? "";
}

test("keys move in time, forward and back to the same screen", async () => {
  const terminal = start(onePe);
  await terminal.see("cycle 0");
  terminal.type(":goto 400; goto 200\r");
  const before = await terminal.settled("the place", (screen) => place(screen).includes("cycle 200"));
  for (let step = 0; step < 10; step++) terminal.type("l");
  await terminal.see("cycle 210");
  for (let step = 0; step < 10; step++) terminal.type("h");
  expect(await terminal.settled("the place before", (screen) => place(screen) === place(before))).toBe(before);
  terminal.type("q");
  expect(await terminal.exit).toBe(0);
});

test("every view is there, at 80 by 24 and at 200 by 60", async () => {
  const terminal = start(onePe, { columns: 80, rows: 24 });
  await terminal.see("cycle 0");
  for (const [columns, rows] of [[80, 24], [200, 60]] as const) {
    terminal.resize(columns, rows);
    for (const [key, name] of [["2", "block"], ["3", "machine"], ["4", "stalls"], ["5", "ops"], ["6", "energy"], ["7", "datapath"], ["8", "compare"], ["?", "help"], ["1", "timeline"]] as const) {
      const last = terminal.screen();
      terminal.type(key);
      const screen = await terminal.until(name, (now) => now !== last && now.length > 0);
      expect(screen.split("\n").every((line) => line.length <= columns)).toBe(true);
    }
  }
});

test("a click puts the cursor where it points, the wheel zooms", async () => {
  const terminal = start(onePe);
  await terminal.see("cycle 0");
  terminal.type(":goto 300\r");
  const first = await terminal.see("cycle 300");
  const row = first.split("\n").findIndex((line) => line.includes("vectorMac"));
  terminal.mouse(0, 60, row);
  terminal.mouse(0, 60, row, true);
  const clicked = await terminal.until("another cycle", (screen) => !place(screen).includes("cycle 300"));
  expect(place(clicked)).toContain("vectorMac");
  terminal.mouse(64, 60, row);
  await terminal.until("another zoom", (screen) => screen.split("\n")[5] !== clicked.split("\n")[5]);
});

test("the prompt completes commands, and errors say what to do", async () => {
  const terminal = start(onePe);
  await terminal.see("cycle 0");
  terminal.type(":next-st\t");
  await terminal.see("next-stall");
  terminal.type("\x1b");
  await terminal.until("the prompt's end", (screen) => !screen.includes("next-stall"));
  terminal.type(":goto soon\r");
  await terminal.see('"soon" is no cycle');
});

test("Ctrl-C stops a simulation that is waited for, and what is known is looked at", async () => {
  const terminal = start(["--machine", "lns-madam-chip", "--trace", "resnet50"]);
  await terminal.see("cycle 0", 20_000);
  terminal.type("G");
  await terminal.see("simulating:", 20_000);
  terminal.type("\x03");
  await terminal.see("stopped;", 20_000);
  terminal.type(":goto 1000\r");
  await terminal.see("cycle 1,000");
  terminal.type("\x03");
  expect(await terminal.exit).toBe(0);
}, 60_000);

test("colours are left out where NO_COLOR asks for it", async () => {
  const terminal = start(onePe, { environment: { NO_COLOR: "1" } });
  await terminal.see("cycle 0");
  for (const colours of ["38;5;", "48;5;"]) expect(terminal.output).not.toContain(colours);
});

test("without a terminal it says what to do instead", async () => {
  const terminal = start([...onePe, "--exec", "goto 120; frame 80x24"]);
  await terminal.see("cycle 120");
  expect(await terminal.exit).toBe(0);
  expect(terminal.isInAlternateBuffer()).toBe(false);
});
