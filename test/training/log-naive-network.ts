import { createRandom, type SeededRandom } from "@lnsim/elementary";
import { layerShapes, type BatchNormLayer, type Conv2dLayer, type InputSpec, type LayerSpec, type LinearLayer, type PoolLayer, type TensorShape } from "@lnsim/trace";
import type { Batch } from "@lnsim/training";
import type { Log, LogScalars } from "./log-scalar.ts";

type Matrix = Log[][];
type Conv = Omit<Conv2dLayer, "kind"> & { readonly kind: "linear" | "conv2d" };
interface NormMemory { readonly centred: Matrix; readonly normalized: Matrix; readonly inverse: Log[] }

export interface NaiveSgd { readonly learningRate: number; readonly momentum: number; readonly weightDecay: number; readonly isDecayInside: boolean; readonly isNesterov: boolean }
export interface NaiveParameter { weight: Log[]; gradient: Log[]; velocity: Log[] }

/** Training in log arithmetic as slowly and literally as it can be written down; tensors are features x (sample, y, x). */
export class NaiveLogNetwork {
  readonly parameters: Map<string, NaiveParameter>;
  readonly running = new Map<string, { mean: Log[]; variance: Log[] }>();
  values = new Map<string, Matrix>();
  gradients = new Map<string, Matrix>();
  readonly #shapes: Map<string, TensorShape>;
  readonly #masks = new Map<string, Log[]>();
  readonly #norms = new Map<string, NormMemory>();
  readonly #streams = new Map<string, SeededRandom>();
  readonly s: LogScalars;
  readonly model: readonly LayerSpec[];
  readonly sgd: NaiveSgd;
  readonly seed: number;

  constructor(s: LogScalars, { model, input, initial, sgd, seed }: { model: readonly LayerSpec[]; input: InputSpec; initial: ReadonlyMap<string, Float32Array>; sgd: NaiveSgd; seed: number }) {
    this.s = s;
    this.model = model;
    this.sgd = sgd;
    this.seed = seed;
    this.#shapes = new Map<string, TensorShape>([["input", input], ...layerShapes(model, input).map((shape, i) => [model[i].name, shape] as const)]);
    this.parameters = new Map([...initial].map(([name, values]) => [name, { weight: [...values].map((x) => s.of(x)), gradient: [], velocity: [...values].map(() => s.zero) }]));
  }

  step(batch: Batch, factor = 1): void {
    const { s } = this;
    this.forward(batch, true);
    const last = this.model.at(-1)!.name;
    const logits = this.values.get(last)!;
    const columns = logits[0].length;
    const share = s.of(1 / columns);
    this.gradients = new Map([[last, logits.map((row) => row.map(() => s.zero))]]);
    for (let column = 0; column < columns; column++) {
      const x = logits.map((row) => row[column]);
      const max = x.reduce((best, next) => (s.isGreater(next, best) ? next : best));
      const e = x.map((value) => s.exponential(s.subtract(value, max)));
      const sum = s.sum(e);
      e.forEach((value, i) => (this.gradients.get(last)![i][column] = s.add(s.divide(value, sum), batch.labels[column] === i ? s.negate(s.one) : s.zero)));
    }
    for (const layer of this.model.toReversed()) this.#backward(layer, batch.count, share);
    const rate = s.of(this.sgd.learningRate * factor);
    for (const parameter of this.parameters.values()) this.#update(parameter, rate);
  }

  forward(batch: Batch, isTraining: boolean): Matrix {
    const { features, height, width } = this.#shapes.get("input")!;
    const positions = height * width;
    const at = (f: number, column: number): number => batch.inputs[(Math.floor(column / positions) * features + f) * positions + (column % positions)];
    this.values = new Map([["input", matrix(features, batch.count * positions, (f, column) => this.s.of(at(f, column)))]]);
    for (const layer of this.model) this.values.set(layer.name, this.#forward(layer, batch.count, isTraining));
    return this.values.get(this.model.at(-1)!.name)!;
  }

  #update(parameter: NaiveParameter, rate: Log): void {
    const { s, sgd } = this;
    const [momentum, decay] = [s.of(sgd.momentum), s.of(sgd.weightDecay)];
    parameter.weight = parameter.weight.map((w, i) => {
      const g = sgd.isDecayInside ? s.add(parameter.gradient[i], s.multiply(decay, w)) : parameter.gradient[i];
      const m = s.add(s.multiply(momentum, parameter.velocity[i]), g);
      parameter.velocity[i] = m;
      const along = sgd.isNesterov ? s.add(g, s.multiply(momentum, m)) : m;
      return s.subtract(w, s.multiply(sgd.isDecayInside ? along : s.add(along, s.multiply(w, decay)), rate));
    });
  }

  #forward(layer: LayerSpec, batch: number, isTraining: boolean): Matrix {
    const { s } = this;
    const x = this.values.get(layer.from[0])!;
    const shape = this.#shapes.get(layer.from[0])!;
    const out = this.#shapes.get(layer.name)!;
    switch (layer.kind) {
      case "linear":
      case "conv2d":
        return this.#convolve(asConv(layer), batch);
      case "batch-norm":
        return this.#normalize(layer, isTraining);
      case "relu":
        return x.map((row) => row.map((value) => (isPositive(value) ? value : s.zero)));
      case "leaky-relu":
        return x.map((row) => row.map((value) => (isPositive(value) ? value : s.multiply(value, s.of(layer.slope)))));
      case "max-pool":
        return this.#pool(layer, batch, (row, window) => row[this.#largest(row, window)]);
      case "average-pool":
        return this.#pool(layer, batch, (row, window) => s.mean(window.map((i) => row[i] ?? s.zero)));
      case "global-average-pool": {
        const positions = shape.height * shape.width;
        return matrix(out.features, batch, (f, b) => s.mean(x[f].slice(b * positions, (b + 1) * positions)));
      }
      case "dropout": {
        if (!isTraining) return x;
        const random = this.#streams.get(layer.name) ?? createRandom(this.seed, `dropout ${layer.name}`);
        this.#streams.set(layer.name, random);
        const mask = x.flat().map(() => (random.nextUint32() >= layer.probability * 2 ** 32 ? s.divide(s.one, s.of(1 - layer.probability)) : s.zero));
        this.#masks.set(layer.name, mask);
        return x.map((row, f) => row.map((value, i) => s.multiply(value, mask[f * row.length + i])));
      }
      case "flatten": {
        const positions = shape.height * shape.width;
        return matrix(out.features, batch, (f, b) => x[Math.floor(f / positions)][b * positions + (f % positions)]);
      }
      case "add":
        return x.map((row, f) => row.map((value, i) => s.add(value, this.values.get(layer.from[1])![f][i])));
      default:
        throw new Error(`no naive ${layer.kind}`);
    }
  }

  #backward(layer: LayerSpec, batch: number, share: Log): void {
    const { s } = this;
    const [from] = layer.from;
    const d = this.gradients.get(layer.name)!;
    const x = this.values.get(from)!;
    const shape = this.#shapes.get(from)!;
    const empty = (): Matrix => x.map((row) => row.map(() => s.zero));
    switch (layer.kind) {
      case "linear":
      case "conv2d":
        return this.#convolveBackward(asConv(layer), { batch, share });
      case "batch-norm":
        return this.#normalizeBackward(layer, share);
      case "relu":
        return this.#contribute(from, d.map((row, f) => row.map((value, i) => (isPositive(x[f][i]) ? value : s.zero))));
      case "leaky-relu":
        return this.#contribute(from, d.map((row, f) => row.map((value, i) => (isPositive(x[f][i]) ? value : s.multiply(value, s.of(layer.slope))))));
      case "max-pool": {
        const out = empty();
        this.#pool(layer, batch, (row, window, f, o) => {
          const i = this.#largest(row, window);
          return (out[f][i] = s.add(out[f][i], d[f][o]));
        });
        return this.#contribute(from, out);
      }
      case "average-pool": {
        const out = empty();
        this.#pool(layer, batch, (_, window, f, o) => {
          for (const i of window) if (i >= 0) out[f][i] = s.add(out[f][i], s.divide(d[f][o], s.of(window.length)));
          return s.zero;
        });
        return this.#contribute(from, out);
      }
      case "global-average-pool": {
        const positions = shape.height * shape.width;
        return this.#contribute(from, matrix(x.length, x[0].length, (f, i) => s.divide(d[f][Math.floor(i / positions)], s.of(positions))));
      }
      case "dropout":
        return this.#contribute(from, d.map((row, f) => row.map((value, i) => s.multiply(value, this.#masks.get(layer.name)![f * row.length + i]))));
      case "flatten": {
        const positions = shape.height * shape.width;
        return this.#contribute(from, matrix(x.length, x[0].length, (f, i) => d[f * positions + (i % positions)][Math.floor(i / positions)]));
      }
      case "add":
        for (const name of layer.from) this.#contribute(name, d);
    }
  }

  #contribute(name: string, gradient: Matrix): void {
    const before = this.gradients.get(name);
    this.gradients.set(name, before === undefined ? gradient : gradient.map((row, f) => row.map((value, i) => this.s.add(before[f][i], value))));
  }

  #largest(row: Log[], window: readonly number[]): number {
    return window.filter((i) => i >= 0).reduce((best, i) => (this.s.isGreater(row[i], row[best]) ? i : best));
  }

  /** Calls `of` with a row and the indices in it of every output's window, -1 for padding. */
  #pool({ name, from, kernel, stride, padding }: PoolLayer, batch: number, of: (row: Log[], window: readonly number[], f: number, o: number) => Log): Matrix {
    const shape = this.#shapes.get(from[0])!;
    const out = this.#shapes.get(name)!;
    return matrix(out.features, batch * out.height * out.width, (f, o) => {
      const [b, y, x] = place(o, out);
      const window = range(kernel[0]).flatMap((r) => range(kernel[1]).map((t) => indexOf([b, y * stride[0] - padding[0] + r, x * stride[1] - padding[1] + t], shape)));
      return of(this.values.get(from[0])![f], window, f, o);
    });
  }

  /** The input that tap (r, t) of feature c meets at output column o, or zero. */
  #tap({ name, from, stride, padding, dilation }: Conv, c: number, [r, t]: readonly [number, number], o: number): Log {
    const [b, y, x] = place(o, this.#shapes.get(name)!);
    const i = indexOf([b, y * stride[0] - padding[0] + r * dilation[0], x * stride[1] - padding[1] + t * dilation[1]], this.#shapes.get(from[0])!);
    return this.values.get(from[0])![c][i] ?? this.s.zero;
  }

  #convolve(layer: Conv, batch: number): Matrix {
    const { s } = this;
    const { name, kernel, outputs, groups, bias } = layer;
    const inputs = layer.inputs / groups;
    const out = this.#shapes.get(name)!;
    const weight = this.parameters.get(`${name}.weight`)!.weight;
    return matrix(outputs, batch * out.height * out.width, (f, o) => {
      const first = Math.floor(f / (outputs / groups)) * inputs;
      const terms = taps(kernel, inputs).map(([r, t, c], k, all) => s.multiply(weight[f * all.length + k], this.#tap(layer, first + c, [r, t], o)));
      return bias ? s.add(s.sum(terms), this.parameters.get(`${name}.bias`)!.weight[f]) : s.sum(terms);
    });
  }

  #convolveBackward(layer: Conv, { batch, share }: { batch: number; share: Log }): void {
    const { s } = this;
    const { name, from, kernel, stride, padding, dilation, outputs, groups, bias } = layer;
    const d = this.gradients.get(name)!;
    const [perInput, perOutput] = [layer.inputs / groups, outputs / groups];
    const reduction = taps(kernel, perInput);
    const weight = this.parameters.get(`${name}.weight`)!;
    if (bias) this.parameters.get(`${name}.bias`)!.gradient = d.map((row) => s.multiply(s.sum(row), share));
    weight.gradient = d.flatMap((row, f) => reduction.map(([r, t, c]) => {
      const input = Math.floor(f / perOutput) * perInput + c;
      return s.multiply(s.sum(row.map((value, o) => s.multiply(value, this.#tap(layer, input, [r, t], o)))), share);
    }));
    if (from[0] === "input") return;
    const [shape, out] = [this.#shapes.get(from[0])!, this.#shapes.get(name)!];
    this.#contribute(from[0], matrix(layer.inputs, batch * shape.height * shape.width, (c, i) => {
      const [b, y, x] = place(i, shape);
      const first = Math.floor(c / perInput) * perOutput;
      const terms = taps(kernel, 1).flatMap(([r, t]) => {
        const [above, before] = [y + padding[0] - r * dilation[0], x + padding[1] - t * dilation[1]];
        if (above % stride[0] !== 0 || before % stride[1] !== 0) return [];
        const o = indexOf([b, above / stride[0], before / stride[1]], out);
        return range(perOutput).map((f) => s.multiply(weight.weight[((first + f) * kernel[0] * kernel[1] + r * kernel[1] + t) * perInput + (c % perInput)], d[first + f][o] ?? s.zero));
      });
      return s.sum(terms);
    }));
  }

  #normalize({ name, from, epsilon, momentum, affine }: BatchNormLayer, isTraining: boolean): Matrix {
    const { s } = this;
    const x = this.values.get(from[0])!;
    const n = x[0].length;
    const running = this.running.get(name) ?? { mean: x.map(() => s.zero), variance: x.map(() => s.one) };
    this.running.set(name, running);
    const means = isTraining ? x.map((row) => s.mean(row)) : running.mean;
    const centred = x.map((row, f) => row.map((value) => s.subtract(value, means[f])));
    const variances = isTraining ? centred.map((row) => s.mean(row.map((value) => s.multiply(value, value)))) : running.variance;
    const inverse = variances.map((variance) => s.inverse(s.root(s.add(variance, s.of(epsilon)))));
    const normalized = centred.map((row, f) => row.map((value) => s.multiply(value, inverse[f])));
    if (isTraining) {
      const mix = (old: Log[], given: Log[]): Log[] => old.map((value, f) => s.add(s.multiply(value, s.of(1 - momentum)), s.multiply(given[f], s.of(momentum))));
      running.mean = mix(running.mean, means);
      running.variance = mix(running.variance, variances.map((variance) => s.multiply(variance, s.of(n / (n - 1)))));
      this.#norms.set(name, { centred, normalized, inverse });
    }
    if (!affine) return normalized;
    const [scale, shift] = [this.parameters.get(`${name}.weight`)!.weight, this.parameters.get(`${name}.bias`)!.weight];
    return normalized.map((row, f) => row.map((value) => s.add(s.multiply(value, scale[f]), shift[f])));
  }

  #normalizeBackward({ name, from, affine }: BatchNormLayer, share: Log): void {
    const { s } = this;
    const d = this.gradients.get(name)!;
    const { centred, normalized, inverse } = this.#norms.get(name)!;
    const n = s.of(d[0].length);
    const scale = affine ? this.parameters.get(`${name}.weight`)! : null;
    if (scale !== null) {
      this.parameters.get(`${name}.bias`)!.gradient = d.map((row) => s.multiply(s.sum(row), share));
      scale.gradient = d.map((row, f) => s.multiply(s.sum(row.map((value, i) => s.multiply(value, normalized[f][i]))), share));
    }
    this.#contribute(from[0], d.map((row, f) => {
      const h = row.map((value) => s.multiply(value, scale?.weight[f] ?? s.one));
      const cube = s.multiply(s.multiply(inverse[f], inverse[f]), inverse[f]);
      const byVariance = s.sum(h.map((value, i) => s.multiply(value, s.multiply(s.multiply(centred[f][i], s.of(-0.5)), cube))));
      const byCentred = h.map((value, i) => s.add(s.multiply(value, inverse[f]), s.multiply(byVariance, s.divide(s.multiply(centred[f][i], s.of(2)), n))));
      const byMean = s.divide(s.negate(s.sum(byCentred)), n);
      return byCentred.map((value) => s.add(value, byMean));
    }));
  }
}

function isPositive({ zero, negative }: Log): boolean {
  return !zero && !negative;
}

/** A linear layer is a convolution of one position. */
function asConv(layer: LinearLayer | Conv2dLayer): Conv {
  return layer.kind === "conv2d" ? layer : { ...layer, kernel: [1, 1], stride: [1, 1], padding: [0, 0], dilation: [1, 1], groups: 1 };
}

function taps([height, width]: readonly [number, number], inputs: number): readonly (readonly [r: number, t: number, c: number])[] {
  return range(height).flatMap((r) => range(width).flatMap((t) => range(inputs).map((c) => [r, t, c] as const)));
}

function place(column: number, { height, width }: TensorShape): readonly [b: number, y: number, x: number] {
  return [Math.floor(column / (height * width)), Math.floor(column / width) % height, column % width];
}

/** The column of a place, or -1 beyond the edge. */
function indexOf([b, y, x]: readonly [number, number, number], { height, width }: TensorShape): number {
  return y < 0 || x < 0 || y >= height || x >= width ? -1 : (b * height + y) * width + x;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

function matrix(rows: number, columns: number, of: (row: number, column: number) => Log): Matrix {
  return range(rows).map((row) => range(columns).map((column) => of(row, column)));
}
