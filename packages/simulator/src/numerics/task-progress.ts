import type { RunProgress } from "../run/run-request.ts";

/** Where a long task is: that of a run, or of a study that measures or trains several times. */
export interface TaskProgress extends Omit<RunProgress, "phase" | "unit"> {
  readonly phase: RunProgress["phase"] | "measuring";
  readonly unit: RunProgress["unit"] | "setting";
  /** What is being worked on, in a few words. */
  readonly note?: string;
}

/** How a study is watched and stopped. */
export interface StudyHooks {
  readonly onProgress?: (progress: TaskProgress) => void;
  /** Looked at between steps and settings; the study resolves to null soon after it becomes true. */
  readonly signal?: { readonly aborted: boolean };
}
