import { Resvg } from "@resvg/resvg-js";

/** Families that are read well in charts, the first that is installed is used. */
const families = ["DejaVu Sans", "Liberation Sans", "Noto Sans", "Arial", "Helvetica", "Segoe UI"];

/** A picture in pixels. */
export interface PngPicture {
  readonly bytes: Uint8Array;
  /** Whether any font was found: without one the picture has no text. */
  readonly hasText: boolean;
}

/** Turns an SVG document into PNG at `zoom` times its size, with the fonts of this machine. */
export function pngPicture(svg: string, zoom = 2): PngPicture {
  const family = sansSerif();
  const font = { loadSystemFonts: true, ...(family !== null && { sansSerifFamily: family, defaultFontFamily: family }) };
  const image = new Resvg(svg, { font, fitTo: { mode: "zoom", value: zoom } }).render();
  return { bytes: image.asPng(), hasText: family !== null };
}

let found: string | null | undefined;

/** The family to draw text in, looked for once; null when this machine has no fonts. */
function sansSerif(): string | null {
  if (found !== undefined) return found;
  const unknown = widthIn("no font has this name");
  // A family that is not installed is drawn in some other one.
  found = unknown === null ? null : (families.find((family) => widthIn(family) !== unknown) ?? "sans-serif");
  return found;
}

function widthIn(family: string): number | null {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="60"><text x="9" y="40" font-size="32" font-family="${family}">Width of mixed text, 0123456789</text></svg>`;
  return new Resvg(svg).innerBBox()?.width ?? null;
}
