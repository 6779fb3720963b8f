import type { Kernel } from "@lnsim/kernel";
import type { OpUnderWay } from "./session.ts";
import type { StepRecording } from "./step-recording.ts";

/** A step that is simulated as far as it is asked to, and recorded. Bursts are not cut at those places, so that nothing depends on them. */
export class LiveStep {
  isOver = false;
  private readonly kernel: Kernel;
  private readonly recording: StepRecording;
  /** What blocks did before this cycle is known for good: all that they had on their way has happened. */
  private settled = 0;

  constructor(kernel: Kernel, recording: StepRecording) {
    this.kernel = kernel;
    this.recording = recording;
  }

  /** The op that has begun and not ended. */
  get underWay(): OpUnderWay | null {
    return this.isOver ? null : this.recording.underWay;
  }

  /** Simulates on until a cycle, or the end of the step. */
  extend(cycle: number): void {
    if (this.isOver || cycle <= this.kernel.now) return;
    const { reason } = this.kernel.run({ until: cycle, burstsUntil: Infinity });
    this.isOver = reason !== "until";
    if (this.isOver) this.recording.finish();
    else this.recording.addRetired();
  }

  /** Simulates on until it is known for good what blocks did before a cycle that was simulated: some find out late. */
  settle(cycle: number): void {
    if (this.isOver || cycle <= this.settled) return;
    const { now } = this.kernel;
    this.extend(now + this.kernel.lastWake() + 1);
    this.settled = now;
  }
}
