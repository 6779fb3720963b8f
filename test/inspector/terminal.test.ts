/** The adapter to the terminal, with the inspector replaced by one that tells what it is told. */
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { TerminalDriver } from "./terminal-driver.ts";

const fixture = fileURLToPath(new URL("./echo.fixture.ts", import.meta.url));
let driver: TerminalDriver;

function start(theme = "dark"): TerminalDriver {
  driver = new TerminalDriver({ command: process.execPath, args: ["--conditions=@lnsim/source", fixture, theme], columns: 60, rows: 12 });
  return driver;
}

afterEach(() => driver.kill("SIGKILL"));

describe("a terminal", () => {
  test("shows the grid, box characters and all, in the alternate buffer", async () => {
    const { see } = bound(start());
    await see("60 x 12 ─│┌ ▁█");
    expect(driver.isInAlternateBuffer()).toBe(true);
    expect(driver.coloursAt(2, 0)).not.toEqual(driver.coloursAt(2, 3));
  });

  test("names keys as the key table does", async () => {
    const { see } = bound(start());
    await see("60 x 12");
    for (const [bytes, name] of [["g", "g"], ["G", "G"], [" ", "space"], ["/", "/"], ["\x1b[D", "left"], ["\r", "enter"], ["\t", "tab"], ["\x1b[Z", "S-tab"], ["\x03", "C-c"], ["\x7f", "backspace"], ["ü", "ü"], ["\x1b[6~", "pagedown"]] as const) {
      driver.type(bytes);
      const screen = await see(`key ${name}`);
      if (name === "enter") expect(screen).not.toContain("key return");
    }
  });

  test("tells clicks, drags and the wheel, and no move without a button", async () => {
    const { see } = bound(start());
    await see("60 x 12");
    driver.mouse(35, 1, 1);
    driver.mouse(0, 4, 5);
    driver.mouse(32, 6, 5);
    driver.mouse(0, 6, 5, true);
    driver.mouse(64, 7, 3);
    driver.mouse(65, 7, 3);
    const screen = await see("wheelDown 7,3");
    expect(screen.split("\n").slice(1, 6)).toEqual(["down 4,5", "drag 6,5", "up 6,5", "wheelUp 7,3", "wheelDown 7,3"]);
  });

  test("follows the size of the window", async () => {
    const { see } = bound(start());
    await see("60 x 12");
    driver.resize(100, 30);
    await see("100 x 30");
    driver.resize(40, 8);
    await see("40 x 8");
  });

  test("copies by OSC 52, and says when a file cannot be written", async () => {
    const { see } = bound(start());
    await see("60 x 12");
    driver.type("ys");
    await see("/nowhere/frame.txt cannot be written: ENOENT");
    expect(driver.output).toContain(`\x1b]52;c;${Buffer.from("fünf Zyklen").toString("base64")}\x07`);
  });

  test.each([
    ["q", "over: quit"],
    ["", "over: killed"],
  ])("gives the terminal back (%j)", async (key, last) => {
    const { see } = bound(start());
    await see("60 x 12");
    if (key === "") driver.kill("SIGTERM");
    else driver.type(key);
    expect(await driver.exit).toBe(0);
    await see(last);
    expect(driver.isInAlternateBuffer()).toBe(false);
    expect(driver.output).toContain("\x1b[?1000l");
  });

  test("gives it back when the inspector has a bug, which is printed", async () => {
    const { see } = bound(start());
    await see("60 x 12");
    driver.type("!");
    expect(await driver.exit).not.toBe(0);
    expect(driver.isInAlternateBuffer()).toBe(false);
    expect(driver.output).toContain("a bug on purpose");
  });

  test("uses the terminal's own colours alone when it is told to", async () => {
    const { see } = bound(start("mono"));
    await see("60 x 12");
    expect(driver.coloursAt(2, 0)).toEqual({ foreground: -1, background: -1 });
  });
});

function bound(terminal: TerminalDriver) {
  return { see: (text: string) => terminal.see(text) };
}
