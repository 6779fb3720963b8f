import { shellQuoted } from "../execute/repeat-command.ts";
import { requireJobArray, type JobArray } from "./job-array.ts";

/**
 * The script of a Slurm job array, to be read, changed and submitted again: an element that failed goes on where it was when
 * it is submitted alone. Directives as in sbatch(1), https://slurm.schedmd.com/sbatch.html.
 *
 * @param file where the script will be, for the commands in its comments
 * @throws {LnsimError} for numbers and resources that no array can have
 */
export function slurmScript(array: JobArray, file: string): string {
  requireJobArray(array);
  return ["#!/bin/bash", ...comments(array, file), ...directives(array), "", ...commands(array), ""].join("\n");
}

function comments({ name, points, shards, store, parts }: JobArray, file: string): readonly string[] {
  return [
    `# The sweep "${oneLine(name)}": ${points} points in ${shards} shares, an element of the array for each.`,
    "#",
    "# Every element keeps its results in a store of its own, and never runs again what is in there: to go on with one that",
    "# failed, ran out of time or was cancelled, submit it alone, or all of them.",
    "#",
    `#   one element:    sbatch --array=${shards} ${shellQuoted(file)}`,
    `#   all of them:    sbatch ${shellQuoted(file)}`,
    `#   what they say:  ${shellQuoted(`${parts}/`)}ELEMENT.log`,
    `#   join results:   lnsim sweep merge ${shellQuoted(`${parts}/`)}*.sweep --store ${shellQuoted(store)}`,
    "#",
  ];
}

function directives({ name, shards, limit, folder, parts, resources }: JobArray): readonly string[] {
  const { partition, time, memory, jobs, directives: further } = resources;
  const given: readonly (readonly [name: string, value: string | undefined])[] = [
    ["job-name", name.replaceAll(/[^\w.-]/g, "-")],
    ["array", `1-${shards}${limit === undefined ? "" : `%${limit}`}`],
    ["partition", partition],
    ["time", time],
    ["mem", memory],
    ["ntasks", "1"],
    ["cpus-per-task", String(jobs)],
    ["chdir", directiveText(folder)],
    ["output", directiveText(`${parts.replaceAll("%", "%%")}/%a.log`)],
    ["open-mode", "append"],
    // The program is asked to stop half a minute before its time is over: what is done then is kept.
    ["signal", "B:TERM@30"],
  ];
  return [...given.flatMap(([flag, value]) => (value === undefined ? [] : [`#SBATCH --${flag}=${value}`])), ...further.map((directive) => `#SBATCH --${directive}`)];
}

function commands({ shards, program, words, parts, setup }: JobArray): readonly string[] {
  return [
    "set -eu",
    ...setup,
    `lnsim=(${program.map(shellQuoted).join(" ")})`,
    `exec "\${lnsim[@]}" sweep run ${words.map(shellQuoted).join(" ")} \\`,
    `  --shard "$SLURM_ARRAY_TASK_ID/${shards}" --store ${shellQuoted(`${parts}/`)}"$SLURM_ARRAY_TASK_ID-of-${shards}.sweep" --jobs "$SLURM_CPUS_PER_TASK"`,
  ];
}

/** The value of a directive, in quotes where it has to be. */
function directiveText(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}
