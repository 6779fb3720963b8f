import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import { powerOfTwo } from "@lnsim/elementary";
import type { RemainderTerms } from "./datapath-terms.ts";
import { isZero, signOf, type LnsLayout } from "./layout.ts";
import { gridExponent, type ProductGrid } from "./product-grid.ts";

/** sign * 2^q of every left code, q from its origin, and its class: the remainder on its own grid. */
export function leftTables(layout: LnsLayout, { leftOrigin }: ProductGrid): Pick<FixedAccumulateDatapath, "leftFactor" | "leftClass"> {
  const leftFactor = new Float64Array(layout.codeCount);
  const leftClass = new Uint8Array(layout.codeCount);
  for (let code = 0; code < layout.codeCount; code++) {
    if (isZero(layout, code)) continue;
    const { quotient, remainder } = gridExponent(layout, code, layout.gamma);
    leftFactor[code] = signOf(layout, code) * powerOfTwo(quotient - leftOrigin);
    leftClass[code] = remainder;
  }
  return { leftFactor, leftClass };
}

/** What a right code contributes beside the remainder of a left class; their sum may carry into the quotient. */
export function rightTables(layout: LnsLayout, { gamma, classes, rightOrigin }: ProductGrid, terms: RemainderTerms): Pick<FixedAccumulateDatapath, "head" | "tail"> {
  const { codeCount } = layout;
  const head = new Float64Array(classes * codeCount);
  const constants = terms.tail;
  const tail = constants === null ? null : new Float64Array(classes * codeCount).fill(1);
  for (let left = 0; left < classes; left++) {
    const raised = left * (Math.max(1, gamma) / classes);
    for (let code = 0; code < codeCount; code++) {
      if (isZero(layout, code)) continue;
      const { quotient, remainder } = gridExponent(layout, code, gamma, raised);
      const index = left * codeCount + code;
      head[index] = signOf(layout, code) * powerOfTwo(quotient - rightOrigin) * terms.head[remainder];
      if (tail !== null && constants !== null) tail[index] = constants[remainder];
    }
  }
  return { head, tail };
}
