import { describeChoice, figureNamed, type ChosenDesign, type SearchRecord } from "@lnsim/sweep";
import { figureText } from "../output/figure-text.ts";
import { grouped } from "../output/numbers.ts";
import { renderTable, type Column } from "../output/table.ts";
import { wrapText } from "../output/wrap-text.ts";
import { title, type Layout } from "./layout.ts";

const ends = { budget: "the budget is used", exhausted: "the space has no more designs", stopped: "it was stopped" } as const;
const mostRefusals = 5;

/** What a search has found: its front, by the first objective, and why each design of it was chosen. */
export function renderSearch(record: SearchRecord, layout: Layout): string {
  return [summary(record, layout), front(record, layout), refusals(record, layout)].filter((section) => section !== "").join("\n\n");
}

function summary({ space, designs, objectives, seed, population, end }: SearchRecord, { columns, styles }: Layout): string {
  const generations = designs.length === 0 ? 0 : designs.at(-1)!.generation + 1;
  const goals = objectives.map(({ figure, goal }) => `${figure}:${goal}`).join(", ");
  const text = `${grouped(designs.length)} designs in ${grouped(generations)} generations of ${population}, seed ${seed}; ${ends[end]}. ${designs.filter(({ isInFront }) => isInFront).length} are in the Pareto front of ${goals}.`;
  return `${styles.bold(space)}\n${wrapText(text, columns, "")}`;
}

function front({ designs, objectives }: SearchRecord, layout: Layout): string {
  const [first] = objectives;
  const sign = first?.goal === "max" ? -1 : 1;
  const costOf = ({ figures }: ChosenDesign): number => sign * (figures?.[first!.figure] ?? Infinity);
  const own = designs.filter(({ isInFront }) => isInFront).toSorted((a, b) => costOf(a) - costOf(b) || a.number - b.number);
  if (own.length === 0) return "";
  const columns: readonly Column[] = [
    { title: "#", align: "right" },
    ...objectives.map(({ figure }) => ({ title: figure, align: "right" }) as const),
    { title: "design, and why it was chosen", align: "left", isFlexible: true },
  ];
  const lines = own.map((design) => [
    String(design.number),
    ...objectives.map(({ figure }) => figureText(figureNamed(figure)!, design.figures?.[figure] ?? null)),
    `${valuesText(design)}; ${describeChoice(design)}`,
  ]);
  return renderTable(columns, lines, "", layout.columns);
}

function refusals({ designs }: SearchRecord, layout: Layout): string {
  const refused = designs.filter(({ refused: reason }) => reason !== null);
  if (refused.length === 0) return "";
  const lines = refused.slice(0, mostRefusals).map((design) => wrapText(`#${design.number} ${valuesText(design)}: ${design.refused!.split("\n")[0]}`, layout.columns, "  "));
  const rest = refused.length - lines.length;
  return [title(layout, "Without a result", `${refused.length} designs`), ...lines, ...(rest > 0 ? [`  and ${rest} more`] : [])].join("\n");
}

function valuesText({ values }: ChosenDesign): string {
  return Object.entries(values)
    .map(([path, value]) => `${path}=${value}`)
    .join(" ");
}
