import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";

/** Multiplies float32 cubes for as long as it is asked to, one request a line: size and milliseconds. */
const program = `
import sys, time
import numpy as np
def measure(n, seconds):
    random = np.random.default_rng(n)
    a, b = (random.random((n, n), dtype=np.float32) - np.float32(0.5) for _ in range(2))
    out = np.empty((n, n), np.float32)
    best, start = 1e9, time.process_time()
    while time.process_time() - start < seconds:
        before = time.process_time()
        np.matmul(a, b, out)
        best = min(best, time.process_time() - before)
    return best
print(np.__version__, flush=True)
for line in sys.stdin:
    n, milliseconds = line.split()
    print(measure(int(n), float(milliseconds) / 1000), flush=True)
`;

/** A Python with numpy, on one thread, that times its float32 matrix product. */
export class Numpy {
  readonly version: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: Interface;

  private constructor(child: ChildProcessWithoutNullStreams, lines: Interface, version: string) {
    this.#child = child;
    this.#lines = lines;
    this.version = version;
  }

  /** Starts it; undefined where there is no python3 with numpy. */
  static async start(): Promise<Numpy | undefined> {
    const oneThread = { OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };
    const child = spawn("python3", ["-c", program], { env: { ...process.env, ...oneThread } });
    child.stderr.resume();
    const lines = createInterface({ input: child.stdout });
    const ended = new Promise<undefined>((resolve) => {
      child.once("error", () => resolve(undefined));
      child.once("exit", () => resolve(undefined));
    });
    const version = await Promise.race([once(lines, "line"), ended]);
    return version === undefined ? undefined : new Numpy(child, lines, String(version[0]));
  }

  /** Seconds of CPU time of the fastest n x n x n product. */
  async bestSeconds(n: number, milliseconds: number): Promise<number> {
    this.#child.stdin.write(`${n} ${milliseconds}\n`);
    const [line] = (await once(this.#lines, "line")) as [string];
    return Number(line);
  }

  stop(): void {
    this.#child.kill();
  }
}
