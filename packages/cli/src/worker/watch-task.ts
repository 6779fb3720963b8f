import type { TaskProgress } from "@lnsim/simulator";
import type { Terminal } from "../output/terminal.ts";
import { createProgressReporter } from "../progress/progress-reporter.ts";
import type { Tasks } from "./protocol.ts";
import { startTask } from "./run-task.ts";
import { watchStopSignals } from "./stop-signals.ts";

/** Time a task has to stop by itself after Ctrl-C. */
const patienceMs = 600;

/** What a finished or stopped task left. */
export interface TaskEnd<Result> {
  /** Null when it was stopped. */
  readonly result: Result | null;
  /** Where it was last. */
  readonly progress: TaskProgress | null;
}

/** Runs a task with progress on stderr; Ctrl-C asks it to stop, a second one ends the process at once. */
export async function watchTask<Name extends keyof Tasks>(
  name: Name,
  request: Tasks[Name]["request"],
  terminal: Terminal,
): Promise<TaskEnd<Tasks[Name]["result"]>> {
  const reporter = createProgressReporter({ stream: terminal.stderr, now: () => performance.now() });
  let progress: TaskProgress | null = null;
  const task = startTask(name, request, {
    onProgress(now) {
      progress = now;
      reporter.update(now);
    },
  });
  const unwatch = watchStopSignals(() => task.stop(patienceMs));
  try {
    return { result: await task.result, progress };
  } finally {
    unwatch();
    reporter.finish();
  }
}
