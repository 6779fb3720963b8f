import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import { recordRun } from "@lnsim/simulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plainStyles } from "../output/styles.ts";
import { exportStep, type ExportInput } from "./export.ts";

let folder: string;
let recording: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lnsim-export-"));
  recording = join(folder, "step.lnrec");
  await recordRun({ machine: "lns-madam", trace: "gemm:64,64,64", numerics: false }, recording);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function exported(input: Partial<ExportInput>) {
  const printed: string[] = [];
  const hints: string[] = [];
  const terminal = { print: async (line: string) => void printed.push(line), hint: (line: string) => void hints.push(line), stderr: process.stderr, columns: 80, styles: plainStyles, hintStyles: plainStyles };
  expect(await exportStep({ FILE: recording, to: "csv", ...input }, terminal)).toBe(0);
  return { printed: printed.join("\n"), hints: hints.join("\n") };
}

test("a recording is exported beside itself, as far as cycles and blocks are chosen", async () => {
  const { printed } = await exported({ cycles: "10..50", blocks: "vectorMac|collector" });
  expect(printed).toMatch(/step\.csv  [\d,]+ bytes$/);
  const [names, ...rows] = readFileSync(join(folder, "step.csv"), "utf8").trimEnd().split("\r\n");
  expect(names).toContain("from_cycle,to_cycle");
  const activities = rows.filter((row) => row.startsWith("activity,")).map((row) => row.split(","));
  expect(activities.length).toBeGreaterThan(0);
  for (const [, block, , , , from, to] of activities) expect([block === "vectorMac" || block === "collector", Number(from) >= 10, Number(to) <= 50]).toEqual([true, true, true]);
});

test("what cannot be exported leaves no file", async () => {
  const out = join(folder, "none.vcd");
  const codeOf = async (input: Partial<ExportInput>) => exported({ out, to: "vcd", ...input }).catch((error: unknown) => (error instanceof LnsimError ? error.code : error));
  expect(await codeOf({ cycles: "50" })).toBe("invalid-value");
  expect(await codeOf({ cycles: "5..5" })).toBe("invalid-value");
  expect(await codeOf({ blocks: "(" })).toBe("invalid-value");
  expect(await codeOf({ blocks: "nobody" })).toBe("invalid-value");
  expect(await codeOf({ FILE: join(folder, "missing.lnrec") })).toBe("file-not-found");
  expect(existsSync(out)).toBe(false);
});

test("a recording that is not whole is exported with a hint", async () => {
  const cut = join(folder, "cut.lnrec");
  await recordRun({ machine: "lns-madam", trace: "gemm:64,64,64", numerics: false }, cut);
  truncateSync(cut, readFileSync(cut).lastIndexOf("LAST") + 3);
  const { hints } = await exported({ FILE: cut, to: "perfetto" });
  expect(hints).toMatch(/not whole: the file breaks off at byte \d+/);
  expect(JSON.parse(readFileSync(join(folder, "cut.json"), "utf8"))).toHaveProperty("traceEvents");
});
