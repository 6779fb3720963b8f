import { existsSync } from "node:fs";
import { LnsimError } from "@lnsim/contracts";
import { fileSource, openContainer, writeContainerFile, type PlainData } from "@lnsim/trace";
import type { ReplayCheckpoint } from "@lnsim/training";

/**
 * What decides every step of a training: a checkpoint continues only the one it was made in. Values are shown in errors.
 * The number of steps is no part of it, since nothing but the end depends on it: schedules count on the steps of the trace.
 */
export type TrainingIdentity = { readonly [what: string]: string };

/** Keeps a training in a file, whole or as it was before. @throws {LnsimError} code "file-unwritable". */
export function writeCheckpoint(path: string, identity: TrainingIdentity, { machine, diagnostics, ...run }: ReplayCheckpoint): void {
  writeContainerFile(path, (writer) => {
    writer.append("checkpoint", { version: checkpointVersion, identity });
    // Typed as interfaces, which have no index signature; plain data all the same.
    writer.append("run", { ...run } as unknown as PlainData);
    writer.append("diagnostics", diagnostics as unknown as PlainData);
    for (const [part, state] of Object.entries(machine)) writer.append(`machine/${part}`, state as PlainData);
  });
}

/** Version of what the blocks of a checkpoint hold. */
const checkpointVersion = 2;

/**
 * The training kept in a file, or null when there is no such file.
 *
 * @throws {LnsimError} for a damaged file, the checkpoint of another training, naming the first difference, or one that is
 * past the `steps` asked for.
 */
export function readCheckpoint(path: string, identity: TrainingIdentity, steps: number): ReplayCheckpoint | null {
  if (!existsSync(path)) return null;
  const source = fileSource(path);
  try {
    const container = openContainer(source);
    if (!container.has("checkpoint")) throw notOurs(path, "a trace", "a checkpoint of this training");
    const head = container.read("checkpoint") as { version: number; identity: TrainingIdentity };
    if (head.version !== checkpointVersion) throw notOurs(path, `version ${head.version}`, `version ${checkpointVersion}`);
    requireSame(path, head.identity, identity);
    const parts = container.blocks.flatMap(({ name }) => (name.startsWith("machine/") ? [name] : []));
    const machine = Object.fromEntries(parts.map((name) => [name.slice("machine/".length), container.read(name)]));
    const run = container.read("run") as unknown as Pick<ReplayCheckpoint, "step">;
    if (run.step > steps) throw tooFar(path, run.step, steps);
    return { ...run, diagnostics: container.read("diagnostics"), machine } as unknown as ReplayCheckpoint;
  } catch (error) {
    throw isDamage(error) ? damaged(path, error) : error;
  } finally {
    source.close();
  }
}

function isDamage(error: unknown): error is LnsimError {
  return error instanceof LnsimError && (error.code === "trace-corrupt" || error.code === "trace-truncated");
}

/** The container's error in the words of a checkpoint, which nobody records. */
function damaged(path: string, { code, path: at, found, expected }: LnsimError): LnsimError {
  return new LnsimError({
    code,
    message: "the checkpoint is damaged",
    path: at ?? path,
    ...(found !== undefined && { found: found.replace("this is not an lnsim trace", "this is not a checkpoint") }),
    ...(expected !== undefined && { expected }),
    remedy: "name another file, or remove this one to start from the first step",
  });
}

function requireSame(path: string, found: TrainingIdentity, expected: TrainingIdentity): void {
  for (const [what, value] of Object.entries(expected)) {
    if (found[what] !== value) throw notOurs(path, `${what} ${found[what] ?? "not stated"}`, `${what} ${value}`);
  }
}

function tooFar(path: string, found: number, steps: number): LnsimError {
  return new LnsimError({
    code: "invalid-combination",
    message: "this training has gone further than was asked for, and cannot go back",
    path,
    found: `step ${found}`,
    expected: `at most ${steps} steps, as --steps has it`,
    remedy: `set --steps to ${found} or more, or name another file`,
  });
}

function notOurs(path: string, found: string, expected: string): LnsimError {
  return new LnsimError({
    code: "invalid-combination",
    message: "this file keeps another training",
    path,
    found,
    expected,
    remedy: "name another file, or remove this one to start from the first step",
  });
}
