import { examineFormat, examineOptimizer, type Verdict } from "@lnsim/conformance";
import { LnsimError, type NumberFormat, type Optimizer } from "@lnsim/contracts";
import { createRegistry, type Registry } from "@lnsim/simulator";
import type { Terminal } from "../output/terminal.ts";
import { createProgressReporter } from "../progress/progress-reporter.ts";
import type { Handler } from "./handler.ts";
import { renderChecks, type PluginCheck } from "./plugin-check-report.ts";
import { findSubjects, type CheckSubject } from "./plugin-check-subjects.ts";

/** Input of `lnsim plugin check`. */
export interface PluginCheckInput {
  readonly "NAME|PATH|PACKAGE": string;
  readonly id: readonly string[];
  readonly verbose: boolean;
  readonly format: "table" | "json";
  readonly plugin: readonly string[];
}

/** `lnsim plugin check NAME|PATH|PACKAGE` */
export const pluginCheck: Handler<PluginCheckInput> = async (input, terminal) => {
  const registry = await createRegistry(input.plugin, process.cwd(), { behaviour: "unchecked" });
  const subjects = await findSubjects(registry, input["NAME|PATH|PACKAGE"], input.id);
  const checks = checkAll(registry, subjects, terminal);
  const isKept = checks.every(({ verdicts }) => verdicts.every(({ outcome }) => outcome !== "broken"));
  if (input.format === "json") await terminal.print(JSON.stringify({ isKept, checks: checks.map(plain) }, null, 2));
  else await terminal.print(renderChecks(checks, input.verbose, terminal));
  return isKept ? 0 : 1;
};

function checkAll(registry: Registry, subjects: readonly CheckSubject[], terminal: Terminal): readonly PluginCheck[] {
  const reporter = createProgressReporter({ stream: terminal.stderr, now: () => performance.now() });
  const total = subjects.length;
  try {
    return subjects.map((subject, done) => {
      reporter.update({ phase: "checking", done, total, unit: subject.plugin.kind, share: done / total });
      return { subject, verdicts: examine(registry, subject) };
    });
  } finally {
    reporter.finish();
  }
}

/** Laws catch what a plugin throws; what it throws before the first law, such as in decode of all codes, is its failure. */
function examine(registry: Registry, { plugin, id }: CheckSubject): readonly Verdict[] {
  const anew = (identifier: string): unknown => {
    const { plugin: owner, id: canonical, values } = registry.resolve(plugin.kind, identifier);
    return owner.create(values as never, canonical);
  };
  try {
    if (plugin.kind === "format") return examineFormat(registry.format(id), { make: (other) => anew(other) as NumberFormat });
    return examineOptimizer(registry.optimizer(id), { make: (other) => anew(other) as Optimizer });
  } catch (cause) {
    if (cause instanceof LnsimError) throw cause;
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new LnsimError({ code: "plugin-failed", message: `${id} fails before it can be examined`, found, cause });
  }
}

function plain({ subject: { plugin, source, name, aliases, id }, verdicts }: PluginCheck): object {
  return { plugin: plugin.name, kind: plugin.kind, source, name, aliases, id, verdicts };
}
