import type { RunResult } from "@lnsim/simulator";
import type { Layout } from "./layout.ts";
import { accuracySection } from "./accuracy-section.ts";
import { cyclesSection } from "./cycles-section.ts";
import { diagnosticsSection } from "./diagnostics-section.ts";
import { energySection } from "./energy-section.ts";
import { headerSection } from "./header-section.ts";
import { notesSection } from "./notes-section.ts";
import { simulationLine } from "./simulation-line.ts";
import { trafficSection } from "./traffic-section.ts";

/** The result of a run as text for a person: one section per question. Pure: equal results give equal text. */
export function renderRun(result: RunResult, layout: Layout): string {
  return [
    headerSection(result, layout),
    cyclesSection(result, layout),
    trafficSection(result, layout),
    energySection(result, layout),
    accuracySection(result, layout),
    diagnosticsSection(result, layout),
    notesSection(result, layout),
    simulationLine(result, layout),
  ]
    .filter((section) => section !== "")
    .join("\n\n");
}
