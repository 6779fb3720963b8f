import type { RunResult, SeedsResult, Spread } from "@lnsim/simulator";
import { percent } from "../output/numbers.ts";
import { renderTable, type Column } from "../output/table.ts";
import { headerSection } from "./header-section.ts";
import { title, type Layout } from "./layout.ts";

const columns: readonly Column[] = ["seed", "test accuracy", "test loss", "train accuracy", "last loss"].map((name, index) => ({
  title: name,
  align: index === 0 ? "left" : "right",
}));

/** Runs with several seeds as text for a person: one line a seed, and their spread. */
export function renderSeeds({ seeds, runs, testAccuracy, testLoss }: SeedsResult, layout: Layout): string {
  const rows = runs.map((run, i) => [String(seeds[i]), ...cells(run)]);
  const spread = (name: keyof Spread): string[] => [
    name,
    testAccuracy === null ? "-" : percent(testAccuracy[name]),
    testLoss === null ? "-" : testLoss[name].toFixed(4),
  ];
  const table = renderTable(columns, [...rows, spread("mean"), spread("lowest"), spread("highest")], "  ");
  return [headerSection(runs[0]!, layout), `${title(layout, "Seeds", "weights and batches drawn anew from each")}\n${table}`].join("\n\n");
}

function cells({ accuracy }: RunResult): string[] {
  if (accuracy === null) return ["-", "-", "-", "-"];
  const share = (value: number | null): string => (value === null ? "-" : percent(value));
  const loss = (value: number | null | undefined): string => (value === null || value === undefined ? "no number" : value.toFixed(4));
  return [share(accuracy.testAccuracy), loss(accuracy.testLoss), share(accuracy.trainAccuracy), loss(accuracy.loss.at(-1))];
}
