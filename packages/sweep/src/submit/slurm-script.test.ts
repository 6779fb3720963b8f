import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import type { JobArray } from "./job-array.ts";
import { slurmScript } from "./slurm-script.ts";

const array: JobArray = {
  name: "lanes\nand 'more'",
  points: 20,
  shards: 8,
  folder: "/home/a b",
  program: ["node", "/opt/lnsim/it's.js"],
  words: ["lanes.yaml", "--set", "a=b c"],
  store: "/home/a b/lanes.sweep",
  parts: "/home/a b/100%/parts",
  resources: { jobs: 2, directives: [] },
  setup: [],
};

const directivesOf = (script: string): readonly string[] => [...script.matchAll(/^#SBATCH --(.*)$/gm)].map(([, text]) => text!);

test("directives say what is asked for, and nothing else", () => {
  const least = directivesOf(slurmScript(array, "/s.sh"));
  expect(least).toEqual(["job-name=lanes-and--more-", "array=1-8", "ntasks=1", "cpus-per-task=2", 'chdir="/home/a b"', 'output="/home/a b/100%%/parts/%a.log"', "open-mode=append", "signal=B:TERM@30"]);
  const resources = { jobs: 1, partition: "long", time: "1-02:00:00", memory: "4G", directives: ["account=physics", "exclusive"] };
  const all = directivesOf(slurmScript({ ...array, limit: 3, resources }, "/s.sh"));
  expect(all).toEqual(expect.arrayContaining(["array=1-8%3", "partition=long", "time=1-02:00:00", "mem=4G", "account=physics", "exclusive"]));
});

test("an element runs its share of the sweep, whatever its names hold", () => {
  const printWords = `printf '%s\\n'`;
  const script = slurmScript({ ...array, setup: [`node() { :; }; exec() { shift 2; ${printWords} "$@"; }`] }, "/s.sh");
  const printed = execFileSync("bash", ["-c", script], { encoding: "utf8", env: { ...process.env, SLURM_ARRAY_TASK_ID: "3", SLURM_CPUS_PER_TASK: "2" } });
  expect(printed.trimEnd().split("\n")).toEqual(["sweep", "run", "lanes.yaml", "--set", "a=b c", "--shard", "3/8", "--store", "/home/a b/100%/parts/3-of-8.sweep", "--jobs", "2"]);
});

test("comments stay comments, and name the script", () => {
  const lines = slurmScript(array, "/home/a b/s.sh").split("\n");
  const first = lines.findIndex((line) => line !== "" && !line.startsWith("#"));
  expect(lines[first]).toBe("set -eu");
  expect(lines.join("\n")).toContain("sbatch --array=8 '/home/a b/s.sh'");
});

test.each<[Partial<JobArray>, string]>([
  [{ shards: 0 }, "--shards"],
  [{ shards: 21 }, "--shards"],
  [{ shards: 1.5 }, "--shards"],
  [{ limit: 0 }, "--array-limit"],
  [{ resources: { ...array.resources, jobs: 0 } }, "--jobs"],
  [{ resources: { ...array.resources, time: "1 hour" } }, "--time"],
  [{ resources: { ...array.resources, memory: "4G\nrm" } }, "--memory"],
  [{ resources: { ...array.resources, directives: ["a=b\nrm"] } }, "--directive"],
  [{ setup: ["a\nb"] }, "--setup"],
  [{ store: "a\nb" }, "--store"],
])("refuses %j", (change, path) => {
  expect(() => slurmScript({ ...array, ...change }, "/s.sh")).toThrow(expect.objectContaining({ code: "invalid-value", path }));
});
