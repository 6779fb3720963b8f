import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createInspector, type InspectorOptions } from "./create-inspector.ts";
import { linesByKey } from "./commands/table.ts";
import { textOf } from "./grid/text.ts";
import type { Inspector } from "./inspector.ts";
import { toySession } from "./testing/toy-session.ts";

function inspect(options: InspectorOptions & { readonly liveFrom?: number } = {}): Inspector {
  const { liveFrom, ...rest } = options;
  return createInspector(toySession(liveFrom === undefined ? {} : { liveFrom }), rest);
}

function press(inspector: Inspector, ...keys: readonly string[]): void {
  for (const key of keys) inspector.press(key);
}

function screen(inspector: Inspector, width = 80, height = 24): readonly string[] {
  return textOf(inspector.draw(width, height)).split("\n");
}

function status(inspector: Inspector): string {
  return screen(inspector).at(-3)!;
}

describe("commands", () => {
  test("a line is carried out in order, and frames are printed as they are then", () => {
    const { requests, message, isError } = inspect().execute("goto 1200; frame; step 5; frame 100x30");
    expect(isError).toBe(false);
    expect(message).toBeNull();
    const frames = requests.map((request) => (request.kind === "print" ? request.text.split("\n") : []));
    expect(frames[0].at(-3)).toContain("cycle 1,200");
    expect(frames[0]).toHaveLength(25);
    expect(frames[1].at(-3)).toContain("cycle 1,205");
    expect(frames[1]).toHaveLength(31);
  });

  test("a mistake is told with its column and what was meant, and ends the line", () => {
    const inspector = inspect();
    const { message, isError, requests } = inspector.execute("goto 10; pni pe0; frame");
    expect(isError).toBe(true);
    expect(message).toBe('error: there is no command "pni"\n     at: column 10\n  found: pni\n   want: a command that `?` lists\n   hint: did you mean "pin"?');
    expect(requests).toEqual([]);
    expect(status(inspector)).toContain("cycle 10");
    expect(screen(inspector).at(-2)).toContain("did you mean");
  });

  test.each([
    ["goto", "missing-value", "goto needs a cycle", 5],
    ["goto  soon", "invalid-value", '"soon" is no cycle', 7],
    ["pin pe9", "unknown-name", 'there is no block "pe9"', 5],
    ["step x", "invalid-value", '"x" is no whole number', 6],
    ["sort-ops size", "unknown-name", 'there is no order "size"', 10],
    ["frame 5x5", "", '"5x5" is no size', 0],
    ["search (", "", "this is no regular expression", 0],
  ])("%s is refused", (line, _, sentence, column) => {
    const { message, isError } = inspect().execute(line);
    expect(isError).toBe(true);
    expect(message).toContain(sentence);
    if (column > 0) expect(message).toContain(`column ${column}`);
  });

  test.each([
    ["goto 1,234", 1234],
    ["goto 50%", 3552],
    ["goto 1.5k", 1500],
    ["goto 100; goto +20", 120],
    ["goto 100; goto -200", 0],
    ["goto end", 7102],
    ["goto 1M", 7102],
    ["goto 700; bookmark x; goto 5; goto 'x", 700],
    ["goto 1000; previous-op", 863],
    ["goto 863; previous-op", 0],
    ["next-op; next-op", 2356],
    ["search wgrad", 3802],
    ["search wgrad; search-next", 6040],
    ["search wgrad; search-next; search-previous", 3802],
    ["next-event", 3],
    ["goto 3; previous-event", 0],
    ["next-stall drain", 3869],
    ["goto 7000; run break on pe0.mac idles", 7102],
    ["run until watch pe0.mac.results = full", 3853],
    ["break on pe0.collector saturates; watch gb.bank[0].queue > 5; run", 1067],
    ["longest drain", 3883],
    ["goto 500; zoom 1; back", 0],
    ["goto 500; back; forward", 500],
  ])("%s comes to cycle %i", (line, cycle) => {
    const inspector = inspect();
    expect(inspector.execute(line).isError).toBe(false);
    expect(status(inspector)).toContain(`cycle ${cycle.toLocaleString("en")} `);
  });

  test("blame goes along the chain of waiting", () => {
    const inspector = inspect();
    expect(inspector.execute("goto 3910; select dram0; blame").message).toBe("dram0 waits for dma.load: room");
    expect(inspector.execute("blame-end").message).toBe("dma.load waits for pe0.collector: drain");
    expect(inspector.execute("blame").message).toContain("waits for nobody");
  });

  test("what is given away", () => {
    const inspector = inspect();
    expect(inspector.execute("quit").requests).toEqual([{ kind: "quit" }]);
    expect(inspector.execute("copy").requests).toMatchObject([{ kind: "copy", text: expect.stringContaining("pe0") }]);
    expect(inspector.execute("save a.txt").requests).toMatchObject([{ kind: "save", path: "a.txt", content: expect.stringContaining("pe0") }]);
    expect(inspector.execute("save a.svg").requests).toMatchObject([{ kind: "save", path: "a.svg", content: expect.stringMatching(/^<svg/) }]);
  });
});

describe("keys", () => {
  test("do what the table says", () => {
    const inspector = inspect();
    press(inspector, "l", "L", ")");
    expect(status(inspector)).toContain("cycle 111 ");
    press(inspector, "left", "home", "G");
    expect(status(inspector)).toContain("cycle 7,102 ");
    expect(inspector.press("F12").message).toContain("nothing is on F12");
  });

  test("the selection goes up and down, folds and opens", () => {
    const inspector = inspect();
    press(inspector, "k", "k");
    expect(screen(inspector)[9]).toContain("[1]");
    press(inspector, "space");
    expect(screen(inspector)[7]).toContain("▸gb.bank");
    press(inspector, "down", "down", "enter");
    expect(screen(inspector)[2]).toContain("pe0.mac  vectorMac");
    press(inspector, "escape");
    expect(screen(inspector)[7]).toContain("▸gb.bank");
    press(inspector, "u");
    expect(screen(inspector)[7]).toContain("▾gb.bank");
  });

  test("the prompt takes text, completes, and keeps what was typed", () => {
    const inspector = inspect();
    press(inspector, ":", ..."got", "tab");
    expect(screen(inspector).at(-2)).toBe(" :goto");
    press(inspector, ..."12", "backspace", "7", "enter");
    expect(status(inspector)).toContain("cycle 17 ");
    press(inspector, ":", "up", "end", "0", "enter");
    expect(status(inspector)).toContain("cycle 170 ");
    press(inspector, ":", ..."select ", "p", "e", "1", ".", "tab");
    expect(screen(inspector).at(-3)).toContain("[pe1.mac]  pe1.collector");
    expect(screen(inspector).at(-2)).toContain(":select pe1.mac");
    press(inspector, "enter");
    expect(status(inspector)).toContain("pe1.mac");
    press(inspector, ":", ..."goto 5", "escape");
    expect(status(inspector)).toContain("cycle 170 ");
  });

  test("the prompt completes names of ops, and conditions word by word", () => {
    const inspector = inspect();
    const completed = (typed: string): string => {
      press(inspector, ":", ...typed, "tab");
      const line = screen(inspector).at(-2)!;
      press(inspector, "escape");
      return line;
    };
    expect(completed("search conv1")).toBe(" :search conv1");
    expect(completed("search l")).toBe(" :search loss");
    expect(completed("run br")).toBe(" :run break on");
    expect(completed("run break on pe1.c")).toBe(" :run break on pe1.collector");
    expect(completed("break on pe1.mac dr")).toBe(" :break on pe1.mac drain");
    expect(completed("watch pe0.mac.res")).toBe(" :watch pe0.mac.results");
  });

  test("a filter is typed after a slash, and an empty one shows all rows", () => {
    const inspector = inspect();
    press(inspector, "/", ..."coll", "enter");
    expect(screen(inspector).filter((line) => line.includes("collector")).length).toBe(2);
    expect(screen(inspector).some((line) => line.startsWith(" dram0"))).toBe(false);
    press(inspector, "/", "enter");
    expect(screen(inspector).some((line) => line.startsWith(" dram0"))).toBe(true);
  });

  test("a text scrolls to its end, and back at once", () => {
    const inspector = inspect();
    press(inspector, "?", "pagedown", "pagedown", "pagedown", "pagedown", "pagedown", "pagedown", "pagedown", "pagedown", "pagedown", "pagedown");
    const last = screen(inspector);
    expect(last.join()).toContain("quit");
    press(inspector, "j");
    expect(screen(inspector)).toEqual(last);
    press(inspector, "k");
    expect(screen(inspector)).not.toEqual(last);
  });

  test("no key breaks anything", () => {
    const inspector = createInspector(toySession(), { other: toySession({ wgradDrainCycles: 2 }) });
    const keys = [...linesByKey.keys()].filter((key) => !["x"].includes(key));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...keys, "enter", "escape", "9"), { minLength: 30, maxLength: 60 }), (pressed) => {
        for (const key of pressed) inspector.press(key);
        expect(inspector.draw(80, 24).characters).toHaveLength(1920);
      }),
      { seed: 5, numRuns: 25 },
    );
  });
});

describe("the mouse", () => {
  test("clicks select and go, drags move, the wheel zooms", () => {
    const inspector = inspect();
    screen(inspector);
    inspector.point({ kind: "down", x: 30, y: 4 });
    inspector.point({ kind: "up", x: 30, y: 4 });
    expect(status(inspector)).toContain("cycle 984 · sequencer");
    inspector.point({ kind: "down", x: 40, y: 5 });
    inspector.point({ kind: "drag", x: 50, y: 20 });
    expect(status(inspector)).toContain("cycle 3,444 · dram0");
    inspector.point({ kind: "drag", x: 200, y: 20 });
    expect(status(inspector)).toContain("cycle 7,011 · dram0");
    inspector.point({ kind: "up", x: 0, y: 0 });
    inspector.point({ kind: "wheelUp", x: 50, y: 6 });
    expect(screen(inspector)[3]).toContain("61 cycles/column");
    inspector.point({ kind: "down", x: 0, y: 7 });
    expect(screen(inspector)[7]).toContain("▸gb.bank");
    inspector.point({ kind: "down", x: 20, y: 0 });
    expect(screen(inspector)[2]).toContain("┌─ sequencer");
  });

  test("the wheel zooms around the mouse, and takes the cursor along where it would lose it", () => {
    const inspector = inspect();
    const at = (column: number): number => {
      inspector.point({ kind: "down", x: column, y: 5 });
      return Number(/cycle ([\d,]+)/.exec(status(inspector))![1].replaceAll(",", ""));
    };
    screen(inspector);
    const [pointed, far] = [at(50), at(30)];
    for (let turn = 0; turn < 4; turn++) {
      inspector.point({ kind: "wheelUp", x: 50, y: 5 });
      expect(screen(inspector)[3]).toMatch(/^\d+ cycles/);
    }
    expect(status(inspector)).not.toContain(`cycle ${far} `);
    expect(Math.abs(at(50) - pointed)).toBeLessThan(123);
    inspector.execute("zoom all");
    inspector.execute(`goto ${far}; zoom in ${far}`);
    screen(inspector);
    expect(status(inspector)).toContain(`cycle ${far} `);
  });

  test("clicks choose and open entries", () => {
    const inspector = inspect();
    inspector.execute("view ops");
    screen(inspector);
    inspector.point({ kind: "down", x: 10, y: 7 });
    screen(inspector);
    inspector.point({ kind: "down", x: 10, y: 7 });
    expect(status(inspector)).toContain("conv2 dgrad");
    expect(screen(inspector)[3]).toContain("cycles/column");
  });
});

describe("time", () => {
  test("forward and back over a thousand steps ends in the same frame", () => {
    const inspector = inspect();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 50, maxLength: 50 }), fc.constantFrom(1, 3, 0), fc.integer({ min: 0, max: 1000 }), (steps, scale, start) => {
        inspector.execute(`goto ${start}; zoom ${scale === 0 ? "all" : scale}`);
        const before = screen(inspector);
        for (const step of steps) inspector.execute(`step ${step}`);
        for (const step of steps.toReversed()) inspector.execute(`back-step ${step}`);
        expect(screen(inspector)).toEqual(before);
      }),
      { seed: 6, numRuns: 10 },
    );
  });

  test("of a recording that broke off the first frame says why, and every frame that it did", () => {
    const whole = toySession();
    const end = { isWhole: false, reason: "the file breaks off at byte 1794030; 144 parts of it are whole" };
    const inspector = createInspector(Object.assign(Object.create(whole), { recording: Object.create(whole.recording, { end: { value: end } }) }));
    expect(screen(inspector).join("\n")).toContain(`the recording is not whole: ${end.reason}`.slice(0, 70));
    inspector.execute("goto 1234");
    expect(status(inspector)).toMatch(/cycle 1,234 .* broken off/);
    expect(status(inspector).length).toBeLessThanOrEqual(80);
  });

  test("a live session is simulated as far as one looks, and not beyond its end", () => {
    const inspector = inspect({ liveFrom: 100 });
    expect(status(inspector)).toContain("live");
    expect(status(inspector)).toContain(" 0/…");
    expect(inspector.execute("zoom op").message).toMatch(/: 100 cycles so far$/);
    inspector.execute("goto 2000");
    expect(status(inspector)).toContain("cycle 2,000 ");
    expect(inspector.execute("run break on pe0.mac drain").message).toBe("break on pe0.mac drain: cycle 3,869");
    expect(inspector.execute("goto 9999").message).toBe("the step ends with cycle 7,102");
    expect(status(inspector)).not.toContain("live");
    expect(status(inspector)).not.toContain("…");
  });
});
