import type { ColourKey } from "./colour-key.ts";
import { seriesColours } from "./svg-frame.ts";

const missing = "#9a9a9a";

/** Every eighth of the viridis map (van der Walt and Smith, 2015, public domain): even steps of lightness, also to colour-blind readers. */
const stops: readonly (readonly [red: number, green: number, blue: number])[] = [
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
];

/** The colour of a mark's number by the key, as #rrggbb; without a key all marks have one colour. */
export function colourOf(key: ColourKey | undefined, value: number): string {
  if (key === undefined) return seriesColours[0]!;
  if (!Number.isFinite(value)) return missing;
  return key.kind === "categories" ? seriesColours[value % seriesColours.length]! : sequentialColour(shareOf(key, value));
}

/** Where a value stands between the ends of its scale, within 0 to 1; 0.5 where they are equal. */
function shareOf({ scale, domain: [low, high] }: Extract<ColourKey, { kind: "scale" }>, value: number): number {
  const onScale = (number: number): number => (scale === "logarithmic" ? Math.log(number) : number);
  const span = onScale(high) - onScale(low);
  return span === 0 ? 0.5 : Math.max(0, Math.min(1, (onScale(value) - onScale(low)) / span));
}

/** A colour between the darkest (0) and the brightest (1). */
export function sequentialColour(share: number): string {
  const at = share * (stops.length - 1);
  const below = Math.min(stops.length - 2, Math.floor(at));
  const [from, to] = [stops[below]!, stops[below + 1]!];
  const channels = from.map((channel, index) => Math.round(channel + (to[index]! - channel) * (at - below)));
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/** Black or white, whichever is read better on that colour. */
export function inkOn(colour: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return 0.299 * red! + 0.587 * green! + 0.114 * blue! > 140 ? "#111" : "#fff";
}
