import type { RunResult } from "@lnsim/simulator";
import { grouped } from "../output/numbers.ts";
import { wrapText } from "../output/wrap-text.ts";
import type { Layout } from "./layout.ts";

/** Machine, trace, formats and datapath. */
export function headerSection({ machine, trace }: RunResult, { columns, styles }: Layout): string {
  const steps = trace.replayed.reduce((sum, { count }) => sum + count, 0);
  const shapes = trace.replayed.map(({ batch, count }) => `${grouped(count)} of batch ${batch}`).join(", ");
  const line = (name: string, text: string): string => {
    const wrapped = wrapText(text, columns, " ".repeat(10)).slice(10);
    return `${styles.bold(name.padEnd(10))}${wrapped}`;
  };
  const lines = [
    line("machine", `${machine.name}, ${machine.hash.slice(0, 12)}`),
    ...machine.changes.map(({ path, from, to }) => `${" ".repeat(10)}${path} = ${String(to)} ${styles.dim(`(was ${String(from)})`)}`),
    line("datapath", machine.datapath),
    ...(machine.backwardDatapath === null ? [] : [line("backward", machine.backwardDatapath)]),
    line("formats", describeFormats(machine.formats)),
    ...(machine.mapping === null ? [] : [line("mapping", `${machine.mapping.pinned} pinned, ${machine.mapping.hash.slice(0, 12)}`)]),
    line("trace", `${trace.name}, ${trace.hash.slice(0, 12)}: ${grouped(steps)} of ${grouped(trace.steps)} steps, ${shapes}`),
    ...(trace.passes === null ? [] : [line("passes", `${trace.passes.join(", ")} only`)]),
  ];
  return lines.join("\n");
}

/** Formats, with the roles that share one named together. */
function describeFormats(formats: RunResult["machine"]["formats"]): string {
  const roles = new Map<string, string[]>();
  for (const [role, { name }] of Object.entries(formats)) roles.set(name, [...(roles.get(name) ?? []), role]);
  return [...roles].map(([format, names]) => `${format} (${names.join(", ")})`).join("; ");
}
