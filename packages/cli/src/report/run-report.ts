import type { RunResult } from "@lnsim/simulator";
import type { Layout } from "./layout.ts";
import { accuracySection } from "./accuracy-section.ts";
import { cyclesSection } from "./cycles-section.ts";
import { diagnosticsSection } from "./diagnostics-section.ts";
import { energySection } from "./energy-section.ts";
import { headerSection } from "./header-section.ts";
import { memorySection } from "./memory-section.ts";
import { notesSection } from "./notes-section.ts";
import { operationsSection } from "./operations-section.ts";
import { scaleSimSection } from "./scale-sim-section.ts";
import { simulationLine } from "./simulation-line.ts";
import { skipsSection } from "./skips-section.ts";
import { trafficSection } from "./traffic-section.ts";
import { valuesSection } from "./values-section.ts";

/** Operations that are listed unless another number is asked for. */
const listedOperations = 10;

/** The result of a run as text for a person: one section per question, with `operations` rows of them. Pure: equal results give equal text. */
export function renderRun(result: RunResult, layout: Layout, operations = listedOperations): string {
  return [
    headerSection(result, layout),
    cyclesSection(result, layout),
    operationsSection(result, layout, operations),
    scaleSimSection(result, layout),
    valuesSection(result, layout),
    trafficSection(result, layout),
    memorySection(result, layout),
    energySection(result, layout),
    accuracySection(result, layout),
    diagnosticsSection(result, layout),
    notesSection(result, layout),
    simulationLine(result, layout),
    skipsSection(result, layout),
  ]
    .filter((section) => section !== "")
    .join("\n\n");
}
