import { createCodes, type MacDatapath, type NumberFormat } from "@lnsim/contracts";
import { log2 } from "@lnsim/elementary";
import type { ColumnOperands, GemmOp, OperandLine, OperandMeaning, ProductPlace } from "@lnsim/hardware";
import type { Arithmetic } from "@lnsim/training";
import { formatsOf } from "../values/check-step.ts";
import { operandMaxima } from "../values/check-values.ts";
import { randomLine } from "../values/random-operand.ts";

/** Elements of lines that are kept. */
const mostElements = 2 ** 24;

/** Random rows of A and columns of B of the products of a step, as `lnsim run --values` draws them. */
export class ProductOperands {
  private readonly arithmetic: Arithmetic;
  readonly seed: number;
  private readonly lines = new Map<string, OperandLine>();
  private readonly meanings = new Map<string, OperandMeaning>();
  private elements = 0;

  constructor(arithmetic: Arithmetic, seed: number) {
    this.arithmetic = arithmetic;
    this.seed = seed;
  }

  /** Rows and column of a place, whole. */
  at({ op, rows, column }: ProductPlace): ColumnOperands {
    const { left, right } = formatsOf(this.arithmetic, op);
    return {
      rows: Array.from({ length: rows.to - rows.from }, (_, lane) => this.line(op, "a", left, rows.from + lane)),
      column: this.line(op, "b", right, column),
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
