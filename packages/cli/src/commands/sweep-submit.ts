import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { LnsimError } from "@lnsim/contracts";
import { RunPlanner } from "@lnsim/simulator";
import { isAddress, pointsOf, resolvePoints, shellQuoted, slurmScript, submitToSlurm, type JobArray } from "@lnsim/sweep";
import { requireWritable, writeWhole } from "../output/write-file.ts";
import { spaceOfInput, type SpaceInput } from "../sweep/space-input.ts";
import { spaceWords } from "../sweep/space-words.ts";
import type { Handler } from "./handler.ts";

/** Input of `lnsim sweep submit`. */
export interface SweepSubmitInput extends SpaceInput {
  readonly store?: string;
  readonly engine: "slurm";
  readonly shards?: number;
  readonly "array-limit"?: number;
  readonly jobs: number;
  readonly partition?: string;
  readonly time?: string;
  readonly memory?: string;
  readonly directive: readonly string[];
  readonly setup: readonly string[];
  readonly "time-limit"?: number;
  readonly "memory-limit"?: number;
  readonly out?: string;
  readonly "dry-run": boolean;
}

/** `lnsim sweep submit` */
export const sweepSubmit: Handler<SweepSubmitInput> = async (input, { print, hint }) => {
  const array = await jobArrayOf(input);
  const file = resolve(input.out === undefined || input.out === "-" ? `${array.store}.slurm.sh` : input.out);
  const script = slurmScript(array, file);
  if (input.out === "-") {
    await print(script);
    return 0;
  }
  requireWritable(file);
  writeWhole(file, script);
  mkdirSync(array.parts, { recursive: true });
  const { points, shards } = array;
  if (input["dry-run"]) await print(`${points} points in ${shards} shares\nwritten: ${file}`);
  else await print(`${points} points in ${shards} shares: job ${submitToSlurm(file)}\nwritten: ${file}`);
  hint(`when it is done: lnsim sweep merge ${shellQuoted(`${array.parts}/`)}*.sweep --store ${shellQuoted(array.store)}`);
  return 0;
};

/** The job array of a sweep, every point of which can be run. */
async function jobArrayOf(input: SweepSubmitInput): Promise<JobArray> {
  const { store, shards, jobs, partition, time, memory, directive, setup, "array-limit": limit } = input;
  if (store === undefined) throw missing("--store", "the results have to be joined in a file", "name one: --store FILE");
  if (isAddress(store)) throw ofDatabase();
  if (shards === undefined) throw missing("--shards", "a job array has a number of elements", "give it: --shards N");
  const planner = new RunPlanner();
  const space = await spaceOfInput(input, planner);
  const points = await resolvePoints(space.base, pointsOf(space).points, planner);
  return {
    name: space.name,
    points: points.length,
    shards,
    ...(limit !== undefined && { limit }),
    folder: process.cwd(),
    program: [process.execPath, resolve(process.argv[1]!)],
    words: [...spaceWords(input), ...limitWords(input)],
    store: resolve(store),
    parts: resolve(`${store}.parts`),
    resources: { jobs, directives: directive, ...(partition !== undefined && { partition }), ...(time !== undefined && { time }), ...(memory !== undefined && { memory }) },
    setup,
  };
}

function limitWords(input: SweepSubmitInput): readonly string[] {
  return (["time-limit", "memory-limit"] as const).flatMap((flag) => (input[flag] === undefined ? [] : [`--${flag}`, String(input[flag])]));
}

function ofDatabase(): LnsimError {
  return new LnsimError({ code: "invalid-combination", message: "the elements of a job array keep their results in files", path: "--store", expected: "FILE", remedy: "name a file, or submit an array of your own whose elements are lnsim sweep worker" });
}

function missing(path: string, message: string, remedy: string): LnsimError {
  return new LnsimError({ code: "missing-value", message, path, remedy });
}
