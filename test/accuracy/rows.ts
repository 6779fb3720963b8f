import * as sets from "./arithmetic-sets.ts";
import type { Row, RowGroup } from "./row.ts";

const lenet = "mnist-lenet";
const text = "char-transformer";

const optimizers = {
  madam: "madam:learningRate=0.0625",
  sgd: "sgd:learningRate=0.05",
  adam: "adam:learningRate=0.001",
  textAdam: "adam:learningRate=0.003",
} as const;

/** Rows on one trace with one optimizer, the first of them in full precision. */
function rowsOn(trace: string, rule: keyof typeof optimizers, entries: readonly (readonly [id: string, title: string, set: readonly string[]])[]): Row[] {
  const prefix = `${trace}/${rule}`;
  const row = (id: string, title: string, set: readonly string[], baseline: string | null): Row => ({
    id: `${prefix}/${id}`,
    title,
    trace,
    set: [sets.optimizer(optimizers[rule]), ...set],
    baseline,
  });
  return [row("fp32", "FP32", sets.fullPrecision, null), ...entries.map(([id, title, set]) => row(id, title, set, `${prefix}/fp32`))];
}

const grids = [16, 12, 10, 8].map((bits) => [`u${bits}`, `LNS8, update grid of ${bits} bits`, sets.updateGrid(bits)] as const);

/** The table, from the rows that matter most to those that matter least. */
export const groups: readonly RowGroup[] = [
  {
    title: "Number formats: LeNet-5 on MNIST, Madam",
    about: "Learning rate 2^-4, weights clamped at 10 x RMS of their initial values, update grid of 16 bits (FP32 has none). LUT is the number of constants of the log-to-linear conversion; 8 is exact.",
    metric: "accuracy",
    rows: rowsOn(lenet, "madam", [
      ["lns8-lut8", "LNS8, LUT 8", sets.lns8(8)],
      ["lns8-lut4", "LNS8, LUT 4", sets.lns8(4)],
      ["lns8-lut2", "LNS8, LUT 2", sets.lns8(2)],
      ["lns8-lut1", "LNS8, LUT 1", sets.lns8(1)],
      ["fp8", "FP8, E4M3 forward and E5M2 gradients, FP32 sums", sets.fp8],
      ["fp8-fixed", "FP8 E4M3, 24-bit fixed accumulator", sets.fp8Fixed],
      ["int8", "INT8", sets.format("int8")],
      ["mxfp8", "MXFP8", sets.format("mxfp8")],
      ["gradients5", "LNS8 with 5-bit gradients (gamma 1)", sets.fiveBitGradients],
      ["lns8-lut1-ste", "LNS8, LUT 1 forward, LUT 8 backward", sets.straightThrough(1)],
    ]),
  },
  {
    title: "Logarithmic arithmetic throughout: LeNet-5 on MNIST, SGD",
    about: "Everything (products, sums, softmax, update) in log arithmetic, without scales and without a wider accumulator; SGD with momentum 0.9 at rate 0.05. B/F is bits in all / bits after the point; blind is the fit that does not know the width.",
    metric: "accuracy",
    rows: rowsOn(lenet, "sgd", [
      ["qaa16", "QAA 16/8", sets.logArithmetic("qaa16")],
      ["qaa13", "QAA 13/5", sets.logArithmetic("qaa13")],
      ["qaa13-blind", "QAA 13/5, blind fit", sets.logArithmetic("qaa13-blind")],
      ["qaa12", "12/4, our segments", sets.logArithmetic("qaa12")],
      ["qaa10", "10/3, our segments", sets.logArithmetic("qaa10")],
      ...grids,
    ]),
  },
  {
    title: "Update grids: LeNet-5 on MNIST, Madam",
    about: "The grid that weights live on, with the range of LNS8; there is no other copy of them.",
    metric: "accuracy",
    rows: rowsOn(lenet, "madam", grids.slice(1)).slice(1),
  },
  {
    title: "Update grids: LeNet-5 on MNIST, Adam",
    about: "Learning rate 0.001.",
    metric: "accuracy",
    rows: rowsOn(lenet, "adam", grids),
  },
  {
    title: "Fewer bits and other ranges: LeNet-5 on MNIST, Madam",
    about: "At 8 bits gamma trades resolution for range; below 8 bits the range of LNS8 is kept.",
    metric: "accuracy",
    rows: rowsOn(lenet, "madam", [
      ["gamma1", "LNS8, gamma 1", sets.lns(8, 1)],
      ["gamma4", "LNS8, gamma 4", sets.lns(8, 4)],
      ["gamma16", "LNS8, gamma 16", sets.lns(8, 16)],
      ["gamma32", "LNS8, gamma 32", sets.lns(8, 32)],
      ["lns6", "LNS6, gamma 2", sets.lns(6, 2)],
      ["lns5", "LNS5, gamma 1", sets.lns(5, 1)],
      ["lns4", "LNS4, gamma 1/2", sets.lns(4, 0.5)],
      ["int4", "INT4", sets.format("int4")],
      ["mxfp4", "MXFP4", sets.format("mxfp4")],
    ]).slice(1),
  },
  {
    title: "Number formats: character transformer on Moby Dick, Adam",
    about: "Learning rate 0.003, update grid of 16 bits. Test loss in bits per character: less is better.",
    metric: "bits",
    rows: rowsOn(text, "textAdam", [
      ["lns8-lut8", "LNS8, LUT 8", sets.lns8(8)],
      ["lns8-lut1", "LNS8, LUT 1", sets.lns8(1)],
      ["fp8", "FP8, E4M3 forward and E5M2 gradients, FP32 sums", sets.fp8],
      ["int8", "INT8", sets.format("int8")],
      ["mxfp8", "MXFP8", sets.format("mxfp8")],
      ["lns6", "LNS6, gamma 2", sets.lns(6, 2)],
      ["lns4", "LNS4, gamma 1/2", sets.lns(4, 0.5)],
      ["mxfp4", "MXFP4", sets.format("mxfp4")],
      ["u8", "LNS8, update grid of 8 bits", sets.updateGrid(8)],
    ]),
  },
];
