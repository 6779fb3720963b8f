import type { LineChart, Point, Series } from "@lnsim/chart";
import { errorCurve, type AnnealResult, type DeltaTables } from "@lnsim/format-lns-log";
import { publishedTables } from "./segments-document.ts";

/** Points per octave of a picture: more of them would hide each other. */
const pointsPerOctave = 16;
/** Smaller errors are drawn as this one, in LSB: the axis is logarithmic. */
const smallestDrawn = 0.02;

/** The error of annealed tables over the difference of the logarithms, beside that of the published ones. */
export function errorPicture({ settings, tables }: AnnealResult): LineChart {
  const { bits, fractionBits } = settings;
  const published = publishedTables(fractionBits);
  const stepsPerPoint = Math.max(1, 2 ** fractionBits / pointsPerOctave);
  return {
    title: `Error of a sum's logarithm, ${bits} bits, ${fractionBits} after the point`,
    x: { label: "difference of the logarithms (octaves)", scale: "linear" },
    y: { label: "error (LSB)", scale: "logarithmic" },
    series: [
      ...curves("annealed", tables, fractionBits),
      ...(published === null ? [] : curves("published", published, fractionBits).map((each): Series => ({ ...each, line: "dashed" }))),
    ],
    ...(stepsPerPoint > 1 && { note: `each point is the largest error of ${stepsPerPoint} differences` }),
  };
}

function curves(name: string, tables: DeltaTables, fractionBits: number): Series[] {
  const { differenceOctaves, sameOctaves, oppositeOctaves } = errorCurve(tables, fractionBits);
  const points = (errors: Float64Array): readonly Point[] => largest(differenceOctaves, errors, fractionBits);
  return [
    { name: `same signs, ${name}`, points: points(sameOctaves) },
    { name: `opposite, ${name}`, points: points(oppositeOctaves) },
  ];
}

/** The largest magnitude of each group of neighbours, in LSB. */
function largest(differences: Float64Array, errors: Float64Array, fractionBits: number): readonly Point[] {
  const perOctave = 2 ** fractionBits;
  const group = Math.max(1, perOctave / pointsPerOctave);
  const points: Point[] = [];
  for (let start = 0; start < errors.length; start += group) {
    let worst = 0;
    for (let d = start; d < Math.min(start + group, errors.length); d++) worst = Math.max(worst, Math.abs(errors[d]!));
    points.push([differences[start]!, Math.max(smallestDrawn, worst * perOctave)]);
  }
  return points;
}
