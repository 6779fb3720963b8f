import type { Series } from "./chart.ts";
import type { ScatterChart, ScatterPoint } from "./scatter-chart.ts";
import { textLineChart, type TextLayout } from "./text-line-chart.ts";

/** Values along a scale share this many colours in a terminal. */
const shades = 4;

/** Draws points with braille dots, a series per colour; needs 40 columns and 8 rows or more. */
export function textScatterChart({ title, x, y, points, colour, line }: ScatterChart, layout: TextLayout): string {
  const groups = groupsOf(points, colour);
  const dots = groups.map(({ name, points: own }): Series => ({ name, line: "none", points: own.map(({ at }) => at) }));
  const joined: readonly Series[] = line === undefined ? [] : [{ name: line.name, points: line.points }];
  return textLineChart({ title, x, y, series: [...joined, ...dots] }, layout);
}

interface PointGroup {
  readonly name: string;
  readonly points: readonly ScatterPoint[];
}

function groupsOf(points: readonly ScatterPoint[], key: ScatterChart["colour"]): readonly PointGroup[] {
  if (key === undefined) return [{ name: "all", points }];
  if (key.kind === "categories") {
    return key.names.map((name, index) => ({ name, points: points.filter(({ colour }) => colour === index) })).filter((group) => group.points.length > 0);
  }
  const known = points.filter(({ colour }) => Number.isFinite(colour)).toSorted((a, b) => a.colour - b.colour);
  const size = Math.max(1, Math.ceil(known.length / shades));
  return Array.from({ length: Math.ceil(known.length / size) }, (_, i) => {
    const own = known.slice(i * size, (i + 1) * size);
    return { name: `${key.label} ${short(own[0]!.colour)}..${short(own.at(-1)!.colour)}`, points: own };
  });
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
