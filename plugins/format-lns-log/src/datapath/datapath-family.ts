import { LnsimError, parseIdentifier, type DatapathFamily, type LogAccumulateDatapath, type NumberFormat } from "@lnsim/contracts";
import { exponentialTable } from "../exponential/exponential-table.ts";
import type { LogLayout } from "../layout.ts";
import { datapathParameters, lnsLogParameters, type LnsLogParameters, type LogDatapathValues } from "../parameters.ts";
import { deltaTables } from "./delta-tables.ts";

/** The log-domain datapaths of a format: products add logarithms, sums go through tables of differences (QAA-LNS). */
export function createDatapathFamily(layout: LogLayout, values: LnsLogParameters, id: string): DatapathFamily {
  return {
    parameters: datapathParameters(values),
    create: (given, right) => {
      checkRight(layout, id, right);
      return createDatapath(layout, given as unknown as LogDatapathValues);
    },
  };
}

function createDatapath(layout: LogLayout, values: LogDatapathValues): LogAccumulateDatapath {
  const { bits, fractionBits, largest } = layout;
  const { addition, fit, order, vectorSize } = values;
  return {
    kind: "log",
    description: `${describe(values)}, ${order === "ascending" ? "one after the other" : "trees of 16"}`,
    vectorSize,
    bits,
    fractionBits,
    ...deltaTables({ addition, fit, fractionBits, largest }),
    exponential: exponentialTable(layout),
    order,
    costRecord: costRecord(bits, values),
  };
}

function describe({ addition, fit }: LogDatapathValues): string {
  if (addition === "pwl") return `16 linear segments, ${fit === "blind" ? "blind to the bit width" : fit}`;
  if (addition === "exact") return "additions exact to the grid";
  return { lut: "table of 64 sums", lut20: "table of 20 sums", "bit-shift": "sums by bit shift" }[addition];
}

/** Widths of the study of log-domain multiply-accumulates: a sign and a logarithm of 11 to 15 bits. */
const studied = { narrowest: 12, widest: 16 };

/**
 * The gate-level record, where the widths agree: summed by linear segments (4 and 6 of them, where these tables have 16).
 * The zero flag of a code is a logarithm of its own in the studied hardware, and no bit.
 */
function costRecord(bits: number, { addition }: LogDatapathValues): string | null {
  const width = bits - 1;
  return addition === "pwl" && width >= studied.narrowest && width <= studied.widest ? `lnslog${width}` : null;
}

/** Both operands must have the same codes; how a format names its additions does not matter. */
function checkRight({ bits, fractionBits }: LogLayout, id: string, right: NumberFormat | undefined): void {
  if (right === undefined || right.id === id) return;
  const parsed = parseIdentifier(right.id);
  const given = new Map(parsed?.given);
  const numberOf = (name: "bits" | "fractionBits"): number => Number(given.get(name) ?? lnsLogParameters[name].default);
  if (parsed?.name === "lns-log" && numberOf("bits") === bits && numberOf("fractionBits") === fractionBits) return;
  throw new LnsimError({
    code: "invalid-combination",
    message: "the operands of a log-domain product must have the same codes",
    path: "datapath",
    found: `${id} times ${right.id}`,
    expected: `a format lns-log with bits=${bits} and fractionBits=${fractionBits}`,
    remedy: "use one format for both operands",
  });
}
