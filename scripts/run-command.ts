import { spawnSync } from "node:child_process";
import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const repository = fileURLToPath(new URL("..", import.meta.url));

/** Where and with what environment a command runs. */
export interface CommandPlace {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Tools of ours stay silent about themselves. */
const quiet = { TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1", NO_UPDATE_NOTIFIER: "1" };

/** Runs a command with its output passed through and no input. Returns its exit code; 1 when it could not start or was killed. */
export function runCommand(command: string, args: readonly string[], place: CommandPlace = {}): number {
  const { status, error, signal } = spawnSync(command, args, {
    cwd: place.cwd ?? repository,
    env: { ...(place.env ?? process.env), ...quiet },
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (error !== undefined) console.error(`${command} did not start: ${error.message}`);
  if (signal !== null) console.error(`${command} was ended by ${signal}`);
  return status ?? 1;
}

/** Runs a command and returns what it printed, with its exit code; errors of the command itself go to stderr. */
export function readCommand(command: string, args: readonly string[], place: CommandPlace = {}): { code: number; output: string } {
  const { status, stdout, error } = spawnSync(command, args, {
    cwd: place.cwd ?? repository,
    env: { ...(place.env ?? process.env), ...quiet },
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
    maxBuffer: 64 * 2 ** 20,
    shell: process.platform === "win32",
  });
  if (error !== undefined) console.error(`${command} did not start: ${error.message}`);
  return { code: status ?? 1, output: stdout ?? "" };
}

/**
 * The environment as a user's shell has it: without the folders and variables that npm adds for scripts, so that
 * `node` and `npm` are the machine's own and nothing of this checkout is found by chance.
 */
export function userEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([key]) => !/^(npm_|NODE_OPTIONS$|NODE$|INIT_CWD$)/.test(key));
  const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => !/[\\/](node_modules[\\/]\.bin|node-gyp-bin)$/.test(folder));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter) };
}
