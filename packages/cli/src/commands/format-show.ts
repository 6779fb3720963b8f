import type { NumberFormat } from "@lnsim/contracts";
import { createRegistry } from "@lnsim/simulator";
import { renderParameters } from "../output/parameters.ts";
import { renderTable } from "../output/table.ts";
import { wrapText } from "../output/wrap-text.ts";
import type { Handler } from "./handler.ts";

/** `lnsim format show NAME` */
export const formatShow: Handler<{ NAME: string; format: "table" | "json"; plugin: string[] }> = async (input, terminal) => {
  const registry = await createRegistry(input.plugin);
  const { plugin, id, values } = registry.resolve("format", input.NAME);
  const made = registry.format(id);
  if (input.format === "json") {
    const { description, parameters } = plugin;
    const datapath = made.datapath === undefined ? null : { parameters: made.datapath.parameters };
    await terminal.print(JSON.stringify({ ...facts(made), description, parameters, values, datapath }, null, 2));
    return 0;
  }
  const { columns, styles } = terminal;
  const head = wrapText(`${id}  ${plugin.description}`, columns, "").replace(id, styles.bold(id));
  const parts = [head, renderFacts(made, columns)];
  if (Object.keys(values).length > 0) parts.push(`${styles.bold("Parameters")}\n${renderParameters(plugin.parameters, values, columns)}`);
  if (made.datapath !== undefined && Object.keys(made.datapath.parameters).length > 0) {
    parts.push(`${styles.bold("Datapath")}  numerics.datapath of a machine\n${renderParameters(made.datapath.parameters, {}, columns)}`);
  }
  await terminal.print(parts.join("\n\n"));
  return 0;
};

/** A scale that a format says nothing about is a binary32 number. */
const floatScaleBits = 32;
/** Elements per scale that are usual where the format leaves it to the machine. */
const usualVectors = [16, 32, 64];

/** Bits that one element takes with its share of the scale, by the number of elements that share one. */
function storedBits({ bits, granularities, vectorSize, scaleBits = floatScaleBits }: NumberFormat): { readonly elementsPerScale: number; readonly bitsPerElement: number }[] {
  const sizes = vectorSize !== undefined ? [vectorSize] : granularities.includes("vector") ? usualVectors : [];
  return sizes.map((elementsPerScale) => ({ elementsPerScale, bitsPerElement: bits + scaleBits / elementsPerScale }));
}

function facts(format: NumberFormat) {
  const { id, bits, codeCount, scaled, granularities, vectorSize, scaleBits = floatScaleBits, range, zeroCode } = format;
  const scale = scaled ? { granularities, vectorSize: vectorSize ?? null, scaleBits, stored: storedBits(format) } : null;
  return { id, bits, codeCount, scaled, granularities, scale, range, zeroCode, isLogarithmic: format.log2 !== undefined };
}

function renderFacts(format: NumberFormat, width: number): string {
  const { smallest, largest } = format.range;
  const rows = [
    ["bits", `${format.bits}, ${format.codeCount} codes`],
    ["magnitudes", `${smallest.toPrecision(6)} to ${largest.toPrecision(6)}${format.scaled ? " of max" : ""}`],
    ["zero", format.zeroCode === null ? "none: stored as the smallest magnitude" : `code ${format.zeroCode}`],
    ["scale", describeScale(format)],
  ];
  if (format.scaled) rows.push(["with its scale", describeStoredBits(format)]);
  rows.push(["arithmetic", format.datapath === undefined ? "none: the format can only store" : "has a datapath"]);
  return renderTable([{ title: "", align: "left" }, { title: "", align: "left", isFlexible: true }], rows, "  ", width);
}

function describeScale({ scaled, granularities, vectorSize, scaleBits = floatScaleBits }: NumberFormat): string {
  if (!scaled) return "none";
  if (vectorSize !== undefined) return `${scaleBits} bits for every ${vectorSize} elements along the reduction`;
  const [last, ...others] = granularities.toReversed();
  const shared = others.length === 0 ? last : `${others.toReversed().join(", ")} or ${last}`;
  return `${scaleBits} bits per ${shared}`;
}

function describeStoredBits(format: NumberFormat): string {
  const stored = storedBits(format);
  if (stored.length === 0) return `${format.bits} bits an element, its share of the scale is negligible`;
  const texts = stored.map(({ elementsPerScale, bitsPerElement }) => `${bitsPerElement} in vectors of ${elementsPerScale}`);
  if (format.vectorSize !== undefined) return `${stored[0]!.bitsPerElement} bits an element`;
  return `${format.bits} bits an element; ${texts.join(", ")}`;
}
