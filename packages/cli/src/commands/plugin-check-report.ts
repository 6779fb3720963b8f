import type { Finding, Verdict } from "@lnsim/conformance";
import { memberCells } from "../output/families.ts";
import { renderTable } from "../output/table.ts";
import type { Terminal } from "../output/terminal.ts";
import { wrapText } from "../output/wrap-text.ts";
import type { CheckSubject } from "./plugin-check-subjects.ts";

/** What became of every law for one format or optimizer. */
export interface PluginCheck {
  readonly subject: CheckSubject;
  readonly verdicts: readonly Verdict[];
}

type Layout = Pick<Terminal, "columns" | "styles">;

/** A line for every format or optimizer, every broken law with what shows it, and the verdict; `isVerbose` lists all laws. */
export function renderChecks(checks: readonly PluginCheck[], isVerbose: boolean, layout: Layout): string {
  const plugins = [...new Set(checks.map(({ subject }) => subject.plugin))];
  const parts = plugins.map((plugin) => renderPlugin(checks.filter(({ subject }) => subject.plugin === plugin), layout));
  if (isVerbose) parts.push(...checks.map((check) => renderLaws(check, layout)));
  parts.push(...checks.flatMap((check) => broken(check).map((verdict) => renderBroken(check.subject, verdict, layout))));
  return [...parts, conclusion(checks, layout)].join("\n\n");
}

function renderPlugin(checks: readonly PluginCheck[], { columns, styles }: Layout): string {
  const { plugin, source } = checks[0]!.subject;
  const head = wrapText(`${plugin.name}: ${plugin.description} (${plugin.kind}, ${source})`, columns, "");
  const rows = checks.map(({ subject, verdicts }) => {
    const [names, parameters] = memberCells(subject);
    const [held, fallen, silent] = (["held", "broken", "not-applicable"] as const).map((outcome) => count(verdicts, outcome));
    return [fallen === 0 ? "kept" : styles.red("BROKEN"), names, String(held), String(fallen), String(silent), parameters];
  });
  const titles = ["laws", "of", "held", "broken", "n/a", "parameters"];
  const aligned = titles.map((title, index) => ({ title, align: index >= 2 && index <= 4 ? "right" : "left", isFlexible: index === 5 }) as const);
  return `${head.replace(plugin.name, styles.bold(plugin.name))}\n${renderTable(aligned, rows, "  ", columns)}`;
}

const marks = { held: "held", broken: "BROKEN", "not-applicable": "n/a" } as const;

function renderLaws({ subject, verdicts }: PluginCheck, { columns, styles }: Layout): string {
  const rows = verdicts.map(({ law, sentence, outcome }) => [marks[outcome], law, sentence]);
  const aligned = ["", "", ""].map((title, index) => ({ title, align: "left", isFlexible: index === 2 }) as const);
  return `${styles.bold(memberCells(subject)[0])}\n${renderTable(aligned, rows, "  ", columns)}`;
}

function renderBroken(subject: CheckSubject, { law, sentence, findings }: Verdict, { columns, styles }: Layout): string {
  const head = `${styles.red("broken:")} ${styles.bold(law)} by ${subject.name}`;
  return `${head}\n${wrapText(sentence, columns, "  ")}\n${findings.map((finding) => renderFinding(finding, columns)).join("\n\n")}`;
}

function renderFinding({ input, found, expected }: Finding, columns: number): string {
  const aligned = [{ title: "", align: "right" }, { title: "", align: "left", isFlexible: true }] as const;
  return renderTable(aligned, [["input:", input], ["found:", found], ["expected:", expected]], "    ", columns);
}

function conclusion(checks: readonly PluginCheck[], { styles }: Layout): string {
  const fallen = checks.flatMap(broken).length;
  const things = checks.length === 1 ? checks[0]!.subject.name : `all ${checks.length}`;
  if (fallen === 0) return `${things}: every law that applies is kept`;
  return styles.red(fallen === 1 ? "1 law is broken" : `${fallen} laws are broken`);
}

function broken({ verdicts }: PluginCheck): readonly Verdict[] {
  return verdicts.filter(({ outcome }) => outcome === "broken");
}

function count(verdicts: readonly Verdict[], wanted: Verdict["outcome"]): number {
  return verdicts.filter(({ outcome }) => outcome === wanted).length;
}
