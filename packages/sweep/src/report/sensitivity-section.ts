import type { Objective } from "../look/objective.ts";
import { sensitivityOf, type AxisEffect, type Group } from "../look/sensitivity.ts";
import { requireFigure } from "../look/column.ts";
import type { Row } from "../row.ts";
import { escapeHtml, htmlTable } from "./html.ts";
import { shortNumber } from "./page-column.ts";

/** What each axis does to each objective. */
export function sensitivitySection(rows: readonly Row[], objectives: readonly Objective[]): string {
  const parts = objectives.map(({ figure }) => {
    const effects = sensitivityOf(rows, figure);
    const title = `${figure} (${requireFigure(figure, "--objective").unit})`;
    return effects.length === 0 ? "" : htmlTable([title, "share of variance", "means by value", "range"], effects.map(effectRow));
  });
  return parts.filter((part) => part !== "").join("\n");
}

function effectRow({ axis, share, groups, range }: AxisEffect): readonly string[] {
  const percent = share === null ? "-" : `${(share * 100).toFixed(1)} %`;
  const bar = share === null ? "" : `<meter min="0" max="1" value="${share.toFixed(4)}"></meter> `;
  const means = groups.map((group) => `${escapeHtml(groupName(group))}: ${shortNumber(group.mean)}`).join(", ");
  return [escapeHtml(axis), `${bar}${percent}`, means, shortNumber(range)];
}

/** The value that a group has, or its ends. */
function groupName({ from, to }: Group): string {
  return from === to ? String(from ?? "-") : `${from ?? "-"}..${to ?? "-"}`;
}
