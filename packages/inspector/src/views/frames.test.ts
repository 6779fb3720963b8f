/** What each view looks like, for people to read: frames of the toy machine, as text. */
import { LnsimError } from "@lnsim/contracts";
import { expect, test } from "vitest";
import { createInspector, type InspectorOptions } from "../create-inspector.ts";
import { textOf } from "../grid/text.ts";
import { toySession } from "../testing/toy-session.ts";

function frame(line: string, width: number, height: number, options: InspectorOptions = {}): string {
  const inspector = createInspector(toySession(), { other: toySession({ wgradDrainCycles: 2 }), width, height, ...options });
  const outcome = inspector.execute(line);
  if (outcome.isError) throw new Error(outcome.message!);
  return textOf(inspector.draw(width, height));
}

test.each([
  ["timeline", "goto 3910", 80, 24],
  ["timeline-cycles", "goto 3800; zoom 1", 80, 24],
  ["timeline-wide", "goto 4000; zoom op; links selected; pin pe0.collector; bookmark here; fold pe1", 140, 40],
  ["timeline-sorted", "sort stalls; cause drain", 80, 24],
  ["timeline-filtered", "filter collector|mac", 80, 24],
  ["block", "goto 3910; select dram0; view block", 80, 24],
  ["block-wide", "goto 4000; view block", 140, 40],
  ["block-group", "goto 4000; select pe0; view block", 80, 24],
  ["machine", "goto 4000; view machine", 80, 24],
  ["machine-wide", "goto 4000; fold gb.bank; view machine", 140, 30],
  ["stalls", "goto 4000; cause memory; view stalls; entry 4", 80, 24],
  ["ops", "view ops", 80, 24],
  ["ops-wide", "view ops; sort-ops stalls", 140, 24],
  ["energy", "view energy", 80, 24],
  ["datapath", "goto 4006; view datapath; entry 3", 80, 24],
  ["datapath-wide", "goto 4006; view datapath", 140, 40],
  ["datapath-codes", "goto 4006; view datapath; entry 2", 180, 30],
  ["compare", "view compare", 80, 24],
  ["compare-wide", "view compare; entry 2", 140, 40],
  ["compare-tiles", "view compare; align tile", 80, 24],
  ["help", "view help", 80, 24],
  ["help-wide", "view help", 140, 60],
] as const)("%s", async (name, line, width, height) => {
  await expect(frame(line, width, height)).toMatchFileSnapshot(`frames/${name}.txt`);
});

test("ASCII terminals get the same in ASCII", async () => {
  const shown = frame("goto 4000; zoom op; links all", 80, 24, { isAscii: true });
  expect([...shown].every((character) => character <= "~")).toBe(true);
  await expect(shown).toMatchFileSnapshot("frames/timeline-ascii.txt");
});

test("cells of small letters and low blocks are mixed ones, in the styles of their causes", () => {
  const inspector = createInspector(toySession());
  inspector.execute("goto 3800; zoom 1");
  const { characters, styles, width } = inspector.draw(80, 24);
  const row = (y: number) => characters.slice(y * width + 22, (y + 1) * width).map((character, x) => [character, styles[y * width + 22 + x]]);
  const mac = row(11);
  expect(mac.filter(([, style]) => style === "stall0").every(([character]) => character === "M")).toBe(true);
  expect(mac.filter(([character]) => character === "█").every(([, style]) => style === "work" || style === "cursor")).toBe(true);
});

test("what a session cannot tell is told, and the rest is drawn", () => {
  const session = toySession();
  const inspector = createInspector({
    ...session,
    recording: {
      ...session.recording,
      jobAt: () => {
        throw new LnsimError({ code: "recording-corrupt", message: "the recording is damaged", remedy: "record anew" });
      },
    },
  });
  const lines = textOf(inspector.draw(120, 40)).split("\n");
  expect(lines[2]).toContain("error: the recording is damaged");
  expect(lines[0]).toContain("1 timeline");
});

test.each(["timeline", "block", "machine", "stalls", "ops", "energy", "datapath", "compare", "help"])("%s fits every screen", (view) => {
  const inspector = createInspector(toySession(), { other: toySession({ wgradDrainCycles: 2 }) });
  inspector.execute(`goto 4000; view ${view}`);
  for (const [width, height] of [[40, 10], [41, 11], [80, 24], [99, 25], [100, 26], [160, 50], [200, 60], [10, 5]] as const) {
    const grid = inspector.draw(width, height);
    expect(grid.characters).toHaveLength(grid.width * grid.height);
    expect(grid.characters.every((character) => [...character].length === 1)).toBe(true);
  }
});
