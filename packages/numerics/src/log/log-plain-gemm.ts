import { createCodes, type Codes, type LogAccumulateDatapath } from "@lnsim/contracts";
import { checkOperands, leftStrides, rightStrides, type GemmOperands } from "../gemm-operands.ts";
import { createLogArithmetic, multiplyCodes, type LogArithmetic } from "./log-arithmetic.ts";
import type { LogGemm } from "./log-gemm.ts";
import { LogSummer } from "./log-sums.ts";

/** The log-domain GEMM in plain TypeScript, for codes of any width. */
export class PlainLogGemm implements LogGemm {
  readonly compiled = false;
  readonly datapath: LogAccumulateDatapath;
  readonly #arithmetic: LogArithmetic;
  readonly #summer: LogSummer;

  constructor(datapath: LogAccumulateDatapath) {
    this.datapath = datapath;
    this.#arithmetic = createLogArithmetic(datapath);
    this.#summer = new LogSummer(this.#arithmetic);
  }

  run(operands: GemmOperands, out: Codes): void {
    checkOperands(operands, out.length);
    const { m, n, k, a, b } = operands;
    const left = leftStrides(operands);
    const right = rightStrides(operands);
    const products = createCodes(this.datapath.bits, k);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        for (let x = 0; x < k; x++) {
          products[x] = multiplyCodes(this.#arithmetic, a[i * left.row + x * left.column], b[x * right.row + j * right.column]);
        }
        out[i * n + j] = this.#summer.sum(products, { first: 0, count: k, stride: 1 });
      }
    }
  }
}
