import type { ProductState, UpdateState } from "@lnsim/simulator";

/** Lanes of four terms as a logarithmic datapath of base 2^(1/8) with a table of one entry makes them. */
export function exampleProduct(cycle: number, block: string): ProductState {
  return {
    kind: "product",
    cycle,
    block,
    op: "conv2",
    pass: "wgrad",
    operands: { kind: "random", seed: 1, reason: null },
    product: 0,
    products: 1,
    sizes: { m: 128, n: 288, k: 64 },
    rows: { from: 0, to: 4 },
    column: cycle % 288,
    terms: { from: 32, to: 40 },
    isFirstSlice: false,
    isLastSlice: false,
    leftFormat: "lns8",
    rightFormat: "lns8",
    datapath: "8 remainder bins, table of 1",
    accumulator: "24 bits, LSB 2^-16",
    lanes: Array.from({ length: 4 }, (_, lane) => exampleLane(lane, cycle)),
  };
}

function exampleLane(lane: number, cycle: number): ProductState["lanes"][number] {
  const terms = Array.from({ length: 8 }, (_, term) => exampleTerm(lane, term + cycle));
  const exact = terms.reduce((sum, term) => sum + term.exact, 0);
  const value = terms.reduce((sum, term) => sum + term.value, 0);
  const remainders = [...new Set(terms.map((term) => term.exponent!.remainder))].toSorted((a, b) => a - b);
  const isSaturated = lane === 2;
  const before = { code: 51_200 + lane * 640, value: 0.78125 + lane / 100, exact: 0.7813 + lane / 100, error: -0.00005 };
  const after = { code: before.code + Math.round(value * 65536), value: before.value + value, exact: before.exact + exact, error: before.error + value - exact };
  return {
    lane,
    terms,
    bins: remainders.map((remainder) => {
      const own = terms.filter((term) => term.exponent!.remainder === remainder);
      const sum = own.reduce((total, term) => total + term.value, 0);
      return { remainder, terms: own.length, shifted: Math.round(sum * 65536), constant: 64 + 8 * remainder, value: sum };
    }),
    vector: { value, entering: Math.round(value * 65536) / 65536 },
    before,
    after: isSaturated ? { ...after, code: 8_388_607 } : after,
    overflow: isSaturated ? "saturated" : null,
    drops: terms.filter((term) => term.dropped !== 0).length,
  };
}

/** Codes of a sign and seven bits of exponent in eighths of octaves; the table of one entry leaves the remainder out, 24 bits cut the end. */
function exampleTerm(lane: number, term: number): ProductState["lanes"][number]["terms"][number] {
  const left = (lane * 37 + term * 53) % 256;
  const right = (lane * 11 + term * 91 + 5) % 256;
  const sum = (left & 127) + (right & 127);
  const sign = ((left ^ right) & 128) === 0 ? 1 : -1;
  const octave = 2 ** (-sum >> 3);
  const exact = sign * octave * (1 + ((8 - (sum & 7)) & 7) / 8.7);
  const value = Math.trunc(sign * octave * 65536) / 65536;
  const exponent = { sum, quotient: sum >> 3, remainder: sum & 7 };
  return { left, right, leftValue: 2 ** (-(left & 127) >> 3), rightValue: 2 ** (-(right & 127) >> 3), exponent, exact, value, dropped: value === 0 ? sign * octave : 0 };
}

/** Four weights before and after an update. */
export function exampleUpdate(cycle: number, block: string): UpdateState {
  return {
    kind: "update",
    cycle,
    block,
    op: "update",
    pass: "update",
    operands: { kind: "random", seed: 1, reason: null },
    elements: 2048,
    range: { from: 64, to: 68 },
    format: "lns16",
    optimizer: "madam",
    weights: Array.from({ length: 4 }, (_, index) => ({
      element: 64 + index,
      gradient: (index - 1.5) / 100,
      before: { code: 1200 + 13 * index, value: 0.25 + index / 16 },
      exact: 0.2511 + index / 16,
      after: { code: 1200 + 13 * index + (index % 2), value: 0.2512 + index / 16 },
    })),
  };
}
