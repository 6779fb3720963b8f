/**
 * Trains what is missing of the accuracy table and writes it: `npm run accuracy -- [--steps N] [--seeds 1,2,3] [--jobs N]
 * [--rows TEXT] [--table]`. Every finished training is kept at once, so an interrupted run goes on where it was; `--rows`
 * takes rows whose id contains the text, `--table` writes the table of what there is without training.
 */
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { describeMachine, traceInfo } from "@lnsim/simulator";
import { explanations } from "./explanations.ts";
import { runJobs, type Job } from "./pool.ts";
import type { Row } from "./row.ts";
import { groups } from "./rows.ts";
import { Store } from "./store.ts";
import { groupTable } from "./table.ts";

const { values } = parseArgs({
  options: {
    steps: { type: "string" },
    seeds: { type: "string", default: "1,2,3" },
    jobs: { type: "string", default: String(availableParallelism()) },
    rows: { type: "string", default: "" },
    table: { type: "boolean", default: false },
  },
});
const folder = new URL("../../docs/accuracy/", import.meta.url);
const store = new Store(new URL("trainings.jsonl", folder).pathname);
const seeds = values.seeds.split(",").map(Number);
const rows = [...new Map(groups.flatMap((group) => group.rows).map((row) => [row.id, row])).values()];
const traces = new Map([...new Set(rows.map(({ trace }) => trace))].map((trace) => [trace, traceInfo({ trace })]));
const keys = new Map<string, string>();
for (const { id, trace, set } of rows) keys.set(id, `${(await describeMachine({ machine: "lns-madam", set })).arithmeticHash} ${traces.get(trace)!.hash}`);

/** Steps of a training on a trace: all, or fewer where that is asked. */
function stepsOf(trace: string): number {
  const whole = traces.get(trace)!.steps;
  return values.steps === undefined ? whole : Math.min(Number(values.steps), whole);
}

function jobOf(row: Row, seed: number): Job {
  const steps = stepsOf(row.trace);
  const name = `${row.id}, seed ${seed}`;
  return {
    name,
    request: { machine: "lns-madam", trace: row.trace, set: row.set, steps, seed, redraw: seed, timing: false },
    done: ({ accuracy }) => {
      const { testAccuracy, testLoss, trainAccuracy } = accuracy!;
      store.add({ row: row.id, seed, steps, key: keys.get(row.id)!, testAccuracy, testLoss, trainAccuracy });
      writeTable();
      done++;
      console.error(`${done} of ${jobs.length}  ${name}: ${testAccuracy === null ? "no number" : (100 * testAccuracy).toFixed(2)} %`);
    },
    failed: (message) => {
      process.exitCode = 1;
      console.error(`${name} failed:\n${message}`);
    },
  };
}

function writeTable(): void {
  const isShort = values.steps !== undefined;
  const shown = groups.map((group) => `${groupTable(group, { groups, store, keys, seeds, steps: stepsOf })}\n\n${explanations[group.title] ?? ""}`.trimEnd());
  const head = [
    "# What accuracy the arithmetic reaches",
    "",
    "Made by `npm run accuracy`, which goes on where it was interrupted; the trainings are kept in `trainings.jsonl`. Each row",
    "trains the network of a shipped trace in the arithmetic of the machine `lns-madam` with the changes that",
    "`test/accuracy/rows.ts` names, with weights and batches drawn anew from each seed. The gap is the mean over the seeds of",
    "the difference to full precision (FP32) with the same optimizer, seed and steps, with its lowest and highest.",
    ...(isShort ? ["", `**Short form: ${values.steps} steps at most, not whole trainings.**`] : []),
  ];
  writeFileSync(new URL(isShort ? `short-${values.steps}.md` : "README.md", folder), `${[head.join("\n"), ...shown].join("\n\n")}\n`);
}

const wanted = values.table ? [] : rows.filter(({ id }) => id.includes(values.rows));
const isMissing = (row: Row, seed: number): boolean => store.find(row.id, keys.get(row.id)!, seed, stepsOf(row.trace)) === undefined;
let done = 0;
const jobs = seeds.flatMap((seed) => wanted.filter((row) => isMissing(row, seed)).map((row) => jobOf(row, seed)));
writeTable();
await runJobs(jobs, Number(values.jobs));
writeTable();
