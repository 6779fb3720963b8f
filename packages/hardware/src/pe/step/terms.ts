import type { ClosedForm } from "../closed-form/term.ts";
import { termOf } from "./bound.ts";
import type { Bound, MacActivity, TimingTerm, WaitName } from "./timing.ts";

/**
 * An op's cycles as the terms of its closed form and what the closed form does not have: waits of the vector MAC for
 * memory and for the collector beyond those terms, other waits, and, negative, what the op before hid. What the vector MAC
 * waits for beside a pass is not the pass's; one that memory bounds waits for nothing else.
 */
export function timingTerms(form: ClosedForm, activity: MacActivity, cycles: number, bound: Bound): readonly TimingTerm[] {
  const stalls = activity.stallCycles;
  const isPass = termOf(form, "compute") === 0;
  const rest = cycles - form.cycles;
  const memory = isPass ? 0 : Math.min(Math.max(0, (stalls.memory ?? 0) - termOf(form, "memory fill")), Math.max(0, rest));
  const drain = isPass ? 0 : Math.min(Math.max(0, (stalls.drain ?? 0) - termOf(form, "drain")), Math.max(0, rest - memory));
  const other = rest - memory - drain;
  const waits: readonly (readonly [WaitName, number])[] = [
    ["memory wait", memory],
    ["drain wait", drain],
    [other < 0 ? "overlap" : isPass && bound === "memory" ? "memory wait" : "other wait", other],
  ];
  return [...form.terms, ...waits.filter(([, value]) => value !== 0).map(([name, value]) => ({ name, cycles: value }))];
}
