import { createCodes, type MacDatapath, type NumberFormat } from "@lnsim/contracts";
import { log2 } from "@lnsim/elementary";
import type { ColumnOperands, GemmOp, OperandLine, OperandMeaning, ProductPlace } from "@lnsim/hardware";
import type { Arithmetic } from "@lnsim/training";
import { formatsOf } from "../values/check-step.ts";
import { operandMaxima } from "../values/check-values.ts";
import { randomLine } from "../values/random-operand.ts";
import type { DatapathOperands } from "./datapath-state.ts";
import { columnOf, rowOf } from "./product-lines.ts";
import type { TrainingStep } from "./training-step.ts";

/** Elements of lines that are kept. */
const mostElements = 2 ** 24;

/** Operands of a place in a product, the datapath that they are for, and where they are from. */
export interface PlacedOperands {
  readonly given: ColumnOperands;
  readonly datapath: MacDatapath;
  readonly operands: DatapathOperands;
}

/** Rows of A and columns of B of the products of a step: of a training, or random ones, as `lnsim run --values` has them. */
export class ProductOperands {
  private readonly arithmetic: Arithmetic;
  private readonly seed: number;
  private readonly training: TrainingStep;
  private readonly lines = new Map<string, OperandLine>();
  private readonly meanings = new Map<string, OperandMeaning>();
  private elements = 0;

  constructor(arithmetic: Arithmetic, seed: number, training: TrainingStep) {
    this.arithmetic = arithmetic;
    this.seed = seed;
    this.training = training;
  }

  /** Rows and column of a place, whole. */
  at({ op, product, rows, column }: ProductPlace): PlacedOperands {
    const { left, right } = formatsOf(this.arithmetic, op);
    const { found, operands } = this.training.product(op, product);
    const row = (number: number): OperandLine => (found === null ? this.line(op, "a", left, number) : rowOf(found, number));
    return {
      given: {
        rows: Array.from({ length: rows.to - rows.from }, (_, lane) => row(rows.from + lane)),
        column: found === null ? this.line(op, "b", right, column) : columnOf(found, column),
      },
      datapath: found === null ? this.arithmetic.datapaths[op.pass] : found.datapath,
      operands,
    };
  }

  /** What the codes of an op stand for in its datapath. */
  meaning(op: GemmOp): OperandMeaning {
    const known = this.meanings.get(op.pass) ?? meaningOf(this.arithmetic.datapaths[op.pass], formatsOf(this.arithmetic, op));
    this.meanings.set(op.pass, known);
    return known;
  }

  private line(op: GemmOp, side: "a" | "b", format: NumberFormat, line: number): OperandLine {
    const key = `${op.name} ${side} ${line}`;
    const known = this.lines.get(key);
    if (known !== undefined) return known;
    const datapath = this.arithmetic.datapaths[op.pass];
    const max = operandMaxima(datapath)[side === "a" ? 0 : 1];
    const made = randomLine(format, datapath.kind, op.k, line, { seed: this.seed, stream: `${op.name} ${side}`, max });
    this.elements += made.length;
    if (this.elements > mostElements) {
      this.lines.clear();
      this.elements = made.length;
    }
    this.lines.set(key, made);
    return made;
  }
}

function meaningOf(datapath: MacDatapath, { left, right }: { readonly left: NumberFormat; readonly right: NumberFormat }): OperandMeaning {
  if (datapath.kind === "float") return { leftValues: null, rightValues: null, exponentOf: null };
  const [leftMax, rightMax] = operandMaxima(datapath);
  return { leftValues: valuesOf(left, leftMax), rightValues: valuesOf(right, rightMax), exponentOf: exponentOf(datapath, left, right) };
}

/** Values of all codes of a format. */
function valuesOf(format: NumberFormat, max: number): Float64Array {
  const codes = createCodes(format.bits, format.codeCount);
  for (let code = 0; code < codes.length; code++) codes[code] = code;
  const values = new Float64Array(codes.length);
  format.decode(codes, max, values);
  return values;
}

/** Exponents of products on the finer grid of the two; a product of two values lies on it, so that rounding only takes off what arithmetic adds. */
function exponentOf(datapath: Exclude<MacDatapath, { kind: "float" }>, { log2: left }: NumberFormat, { log2: right }: NumberFormat): OperandMeaning["exponentOf"] {
  if (datapath.kind === "log" || left === undefined || right === undefined) return null;
  const grid = Math.max(left.gridPerOctave, right.gridPerOctave);
  const unit = log2(datapath.productUnit);
  return (magnitude) => {
    const sum = Math.round(grid * (log2(magnitude) - unit));
    const quotient = Math.floor(sum / grid);
    return { sum, quotient, remainder: grid < 1 ? 0 : sum - quotient * grid };
  };
}
