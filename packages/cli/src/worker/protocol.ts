import { LnsimError, type ErrorDetails } from "@lnsim/contracts";
import type {
  RecordRequest,
  RecordSummary,
  RunRequest,
  RunResult,
  SeedsRequest,
  SeedsResult,
  TaskProgress,
  UpdateErrorsRequest,
  UpdateErrorsStudy,
  WindowRequest,
  WindowStudy,
} from "@lnsim/simulator";

/** A run that is recorded. */
interface RecordRunRequest {
  readonly run: RunRequest;
  readonly file: string;
}

/** The long tasks: their requests and what they resolve to. Everything in here is plain data. */
export interface Tasks {
  readonly run: { readonly request: RunRequest; readonly result: RunResult };
  readonly recordRun: { readonly request: RecordRunRequest; readonly result: RunResult };
  readonly seeds: { readonly request: SeedsRequest; readonly result: SeedsResult };
  readonly window: { readonly request: WindowRequest; readonly result: WindowStudy };
  readonly updateErrors: { readonly request: UpdateErrorsRequest; readonly result: UpdateErrorsStudy };
  readonly record: { readonly request: RecordRequest; readonly result: RecordSummary };
}

/** What a worker is started with. */
export interface WorkerInput {
  readonly task: keyof Tasks;
  readonly request: Tasks[keyof Tasks]["request"];
  /** One shared Int32: not 0 when the task is to stop. */
  readonly stop: SharedArrayBuffer;
}

/** What a worker says. */
export type WorkerMessage =
  | { readonly type: "progress"; readonly progress: TaskProgress }
  | { readonly type: "result"; readonly result: unknown }
  | { readonly type: "stopped" }
  | { readonly type: "mistakes"; readonly mistakes: readonly ErrorDetails[] }
  | { readonly type: "bug"; readonly message: string; readonly stack: string };

/** An error as plain data: mistakes keep their fields, everything else is a bug. */
export function packError(error: unknown): WorkerMessage {
  const errors = error instanceof AggregateError ? error.errors : [error];
  if (errors.every((each) => each instanceof LnsimError)) return { type: "mistakes", mistakes: errors.map(detailsOf) };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { type: "bug", message, stack: stack ?? message };
}

/** The error that was packed. */
export function unpackError(message: WorkerMessage & { type: "mistakes" | "bug" }): Error {
  if (message.type === "mistakes") {
    const errors = message.mistakes.map((details) => new LnsimError(details));
    return errors.length === 1 ? errors[0]! : new AggregateError(errors, "several mistakes");
  }
  const error = new Error(message.message);
  error.stack = message.stack;
  return error;
}

function detailsOf(error: LnsimError): ErrorDetails {
  const { code, message, path, found, expected, nearest, remedy } = error;
  const optional = { path, found, expected, nearest, remedy };
  return { code, message, ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) };
}
