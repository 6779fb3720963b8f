/** Signals within this time are one: a terminal and a starting process may both deliver it. */
const sameSignalMs = 300;

/**
 * Calls `stop` at the first Ctrl-C (or SIGTERM); a second one ends the process at once. Until the returned function is
 * called.
 */
export function watchStopSignals(stop: () => void): () => void {
  let firstSignal: number | undefined;
  const onSignal = (): void => {
    const now = performance.now();
    if (firstSignal === undefined) {
      firstSignal = now;
      stop();
    } else if (now - firstSignal > sameSignalMs) process.exit(130);
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  return () => void process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
}
