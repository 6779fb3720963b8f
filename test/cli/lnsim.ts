import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What is on the PATH after `npm ci`. */
export const launcher = fileURLToPath(new URL("../../node_modules/.bin/lnsim", import.meta.url));

/** How a process ended. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

/** How to start the program. */
export interface StartOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The Node to start it with; the one that runs the tests by default. */
  readonly node?: string;
  /** Called with the process once it runs: to send signals, or to close its output. */
  readonly onStart?: (child: ReturnType<typeof spawn>) => void;
}

/** Runs the real command as a child process. */
export function lnsim(args: readonly string[], options: StartOptions = {}): Promise<Outcome> {
  return run(options.node ?? process.execPath, [launcher, ...args], options);
}

/** Runs a program and collects what it prints. */
export function run(file: string, args: readonly string[], options: StartOptions = {}): Promise<Outcome> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.cwd ?? process.cwd(),
      env: { ...process.env, NODE_OPTIONS: "", NO_COLOR: "", ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (text: string) => (output[stream] += text));
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...output, milliseconds: performance.now() - started }));
    options.onStart?.(child);
  });
}
