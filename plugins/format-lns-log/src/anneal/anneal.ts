import { annealOnce, type AnnealOutcome } from "./anneal-once.ts";
import { annealResult, type AnnealResult } from "./anneal-result.ts";
import { annealSettings, type AnnealSettings } from "./settings.ts";

/** What {@link anneal} is asked. */
export interface AnnealRun extends Partial<AnnealSettings> {
  readonly bits: number;
  readonly fractionBits: number;
  /** Called after every restart. */
  readonly onProgress?: (progress: { readonly done: number; readonly restarts: number }) => void;
  /** Stops the search between two restarts. */
  readonly signal?: AbortSignal;
}

/**
 * Searches breakpoints of both functions of an adder by simulated annealing, one restart after the other in this thread,
 * which it yields between them. For several threads: `annealOnce` in each, `annealResult` over what they found; the
 * result is the same.
 *
 * @throws LnsimError when a setting is out of its range; the signal's reason when it stops the search
 */
export async function anneal({ onProgress, signal, ...given }: AnnealRun): Promise<AnnealResult> {
  const settings = annealSettings(given);
  const outcomes: AnnealOutcome[] = [];
  for (let restart = 0; restart < settings.restarts; restart++) {
    signal?.throwIfAborted();
    outcomes.push(annealOnce(settings, restart));
    onProgress?.({ done: restart + 1, restarts: settings.restarts });
    await new Promise((resolve) => setImmediate(resolve));
  }
  return annealResult(settings, outcomes);
}
