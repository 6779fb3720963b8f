/**
 * Cycles after the start of a slot in which B vector `index` of the slice reaches the vector MAC: one a cycle, or when its
 * last word has come through the port where a vector is wider than the port of buffer B.
 */
export function vectorOffset(vectorBits: number, portBits: number, index: number): number {
  return vectorBits <= portBits ? index : Math.ceil(((index + 1) * vectorBits) / portBits) - 1;
}

/**
 * Cycles from the start of a drain to the earliest result of the next tile's first slot at offset 0, such that no row is
 * written before the cycle in which it is read at last. Negative when the slot may start before the drain does.
 *
 * @param rows rows that leave and are written again
 * @param rowCycles cycles that one row takes to leave
 */
export function overwriteLead(rows: number, rowCycles: number, vectorBits: number, portBits: number): number {
  let lead = -Infinity;
  for (let row = 0; row < rows; row++) {
    const rowLead = (row + 1) * rowCycles - 1 - vectorOffset(vectorBits, portBits, row);
    if (rowLead > lead) lead = rowLead;
  }
  return lead;
}
