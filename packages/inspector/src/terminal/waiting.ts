import { LnsimError } from "@lnsim/contracts";
import type { Session } from "@lnsim/simulator";

/** The first piece that is simulated at once, in cycles; later ones double until one takes as long as may pass between two tellings. */
const firstPiece = 65_536;
const tellEveryMs = 120;

/** Tells whoever waits how far a live session has come while a command has it simulated on. */
export class Waiting {
  /** Told of the cycles known; returns whether to stop there. */
  listener: ((cycles: number) => boolean) | null = null;
  private readonly now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.now = now;
  }

  /**
   * The same session, simulated in pieces; what is found does not depend on them. Its `extend` throws an {@link LnsimError}, code
   * "interrupted", when it is stopped; what was simulated up to there is known, and it can be simulated on.
   */
  around(session: Session): Session {
    const extend = (cycle: number): number => this.extend(session, cycle);
    return Object.create(session, { extend: { value: extend } }) as Session;
  }

  private extend(session: Session, cycle: number): number {
    let known = session.recording.step.cycles;
    let piece = firstPiece;
    while (session.isLive && known < cycle) {
      const began = this.now();
      known = session.extend(Math.min(cycle, known + piece));
      const took = this.now() - began;
      if (took < tellEveryMs / 2) piece *= 2;
      else if (this.listener?.(known) === true) throw interrupted(known);
    }
    return known;
  }
}

function interrupted(known: number): LnsimError {
  return new LnsimError({ code: "interrupted", message: `stopped; ${known.toLocaleString("en-US")} cycles are simulated` });
}
