import { LnsimError } from "@lnsim/contracts";
import type { PluginSubject } from "./refusal.ts";

/**
 * The same object with its functions guarded: what one of them throws during a run is reported as the plugin's failure,
 * not as a bug of lnsim. Costs one try per bulk call.
 */
export function guardCalls<T extends object>(made: T, subject: PluginSubject): T {
  const guarded = Object.entries(made).map(([name, value]) => [
    name,
    typeof value === "function" ? (...args: unknown[]) => attempt(subject, name, () => value.apply(made, args)) : value,
  ]);
  return Object.freeze(Object.fromEntries(guarded)) as T;
}

function attempt(subject: PluginSubject, name: string, call: () => unknown): unknown {
  try {
    return call();
  } catch (cause) {
    if (cause instanceof LnsimError) throw cause;
    throw new LnsimError({
      code: "plugin-failed",
      message: `plugin ${subject.name} failed in ${name}()`,
      path: subject.source,
      found: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  }
}
