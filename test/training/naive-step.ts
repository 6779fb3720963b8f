/**
 * One training step of a multilayer perceptron in LNS8 with a 16-bit update grid and Madam, written a second time from
 * the definitions, one scalar at a time: no code is shared with the packages, and logarithms are Math's.
 */

export type Matrix = number[][];

/** A logarithmic number: sign -1, 0 or 1, and an exponent e that stands for max * 2^((e - 127) / 8). */
export interface Log {
  readonly sign: number;
  readonly e: number;
}

export interface LogMatrix {
  readonly items: Log[][];
  readonly max: number;
}

/** What survives from one step to the next. */
export interface Stored {
  /** 16-bit grid: exponents up to 32767, 2048 an octave. */
  items: Log[][];
  readonly max: number;
  /** In BF16. */
  readonly secondMoment: Matrix;
}

export interface NaiveLayer {
  readonly weight: Stored;
  readonly bias: Stored;
}

const { fround } = Math;

/** binary32 rounded to 8 significant bits, ties to even. */
function toBf16(value: number): number {
  if (value === 0) return 0;
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(value))) - 7);
  return halfEven(value / unit) * unit;
}

function halfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** LNS8, zero stored as (negative, 0), so that the smallest negative magnitude has e = 1. */
export function quantize(values: Matrix): LogMatrix {
  const max = Math.max(...values.flat().map(Math.abs));
  const one = (value: number): Log => {
    if (value === 0) return { sign: 0, e: 0 };
    const e = Math.max(value < 0 ? 1 : 0, 127 + halfEven(8 * Math.log2(Math.abs(value) / max)));
    return { sign: Math.sign(value), e };
  };
  return { items: values.map((row) => row.map(one)), max };
}

/** The 16-bit grid below `max`. */
export function store(values: Matrix, max: number): Stored {
  const one = (value: number): Log => {
    if (value === 0) return { sign: 0, e: 0 };
    return { sign: Math.sign(value), e: Math.min(32767, 32767 + halfEven(2048 * Math.log2(Math.abs(value) / max))) };
  };
  return { items: values.map((row) => row.map(one)), max, secondMoment: values.map((row) => row.map(() => 0)) };
}

/** The 8-bit view of stored weights: exponents relative to the largest one. */
export function view(stored: Stored): LogMatrix {
  const largest = Math.max(...stored.items.flat().map((item) => item.e));
  const items = stored.items.map((row) =>
    row.map(({ sign, e }) => ({ sign, e: Math.max(sign < 0 ? 1 : 0, 127 + halfEven((e - largest) / 256)) })),
  );
  return { items, max: stored.max * 2 ** ((largest - 32767) / 2048) };
}

/** sum over k of a[i][k] * b[k][j] in the 24-bit accumulator: 8-bit constants, window at 2^16, half up, saturating. */
export function multiply(a: LogMatrix, b: LogMatrix): Matrix {
  const scale = fround(2 ** 16 * 2 ** -31.75 * a.max * b.max);
  return a.items.map((row) =>
    b.items[0].map((_, j) => {
      let sum = 0n;
      for (let start = 0; start < row.length; start += 32) {
        let vector = 0n;
        for (let k = start; k < Math.min(start + 32, row.length); k++) vector += product(row[k], b.items[k][j]);
        sum += (vector + (1n << 23n)) >> 24n;
        if (sum > 8388607n) sum = 8388607n;
        if (sum < -8388608n) sum = -8388608n;
      }
      return fround(Number(sum) * scale);
    }),
  );
}

function product(a: Log, b: Log): bigint {
  const p = a.e + b.e;
  const constant = BigInt(Math.round(256 * 2 ** ((p % 8) / 8)));
  return BigInt(a.sign * b.sign) * (constant << BigInt(Math.floor(p / 8)));
}

export function transpose<Item>(rows: Item[][]): Item[][] {
  return rows[0].map((_, j) => rows.map((row) => row[j]));
}

function flip(matrix: LogMatrix): LogMatrix {
  return { items: transpose(matrix.items), max: matrix.max };
}

const decodeGrid = (stored: Stored, { sign, e }: Log): number => sign * stored.max * 2 ** ((e - 32767) / 2048);
const decode8 = (matrix: LogMatrix, { sign, e }: Log): number => sign * matrix.max * 2 ** ((e - 127) / 8);

function madam(stored: Stored, gradient: Matrix, step: number): void {
  stored.items = stored.items.map((row, i) =>
    row.map(({ sign, e }, j) => {
      const g = gradient[i][j];
      const v = fround(0.999 * stored.secondMoment[i][j] + (1 - 0.999) * g * g);
      stored.secondMoment[i][j] = toBf16(v);
      const ratio = g / Math.sqrt(v / (1 - 0.999 ** step));
      const bounded = Number.isNaN(ratio) ? 0 : Math.max(-10, Math.min(10, ratio));
      const moved = halfEven(e - sign * 2048 * 0.0625 * bounded);
      return { sign, e: sign === 0 ? e : Math.max(sign < 0 ? 1 : 0, Math.min(32767, moved)) };
    }),
  );
}

/** What the step computed on the way. */
export interface NaiveStep {
  readonly inputs: LogMatrix[];
  readonly weights: LogMatrix[];
  readonly logits: Matrix;
  readonly gradients: LogMatrix[];
  readonly weightGradients: LogMatrix[];
}

/** One step of `layers` (ReLU between them) on `x` (batch x features); everything is features x batch inside. */
export function naiveStep(layers: readonly NaiveLayer[], x: Matrix, labels: readonly number[], step: number): NaiveStep {
  const batch = x.length;
  const spilled = (values: Matrix): Matrix => values.map((row) => row.map(toBf16));
  const inputs: LogMatrix[] = [];
  const weights = layers.map((layer) => view(layer.weight));
  let current = quantize(transpose(x));
  let logits: Matrix = [];
  layers.forEach((layer, l) => {
    inputs.push(current);
    const sums = multiply(weights[l], current).map((row, i) => row.map((sum) => fround(sum + fround(decodeGrid(layer.bias, layer.bias.items[0][i])))));
    logits = spilled(l + 1 < layers.length ? sums.map((row) => row.map((sum) => Math.max(sum, 0))) : sums);
    if (l + 1 < layers.length) current = quantize(logits);
  });

  let reals = logits.map((row, c) =>
    row.map((logit, s) => {
      const column = logits.map((other) => other[s]);
      const largest = Math.max(...column);
      const sum = column.reduce((total, other) => total + Math.exp(other - largest), 0);
      return fround((Math.exp(logit - largest) / sum - (labels[s] === c ? 1 : 0)) / batch);
    }),
  );
  const gradients: LogMatrix[] = [];
  const weightGradients: LogMatrix[] = [];
  const biasGradients: Matrix = [];
  for (let l = layers.length - 1; l >= 0; l--) {
    biasGradients[l] = reals.map((row) => row.reduce((sum, value) => fround(sum + value), 0));
    const e = (gradients[l] = quantize(spilled(reals)));
    if (l > 0) reals = multiply(flip(weights[l]), e).map((row, i) => row.map((value, s) => (inputs[l].items[i][s].sign === 0 ? 0 : value)));
    weightGradients[l] = quantize(spilled(multiply(inputs[l], flip(e))));
  }
  layers.forEach((layer, l) => {
    const g = weightGradients[l];
    madam(layer.weight, transpose(g.items.map((row) => row.map((item) => fround(decode8(g, item))))), step);
    madam(layer.bias, [biasGradients[l]], step);
  });
  return { inputs, weights, logits, gradients, weightGradients };
}
