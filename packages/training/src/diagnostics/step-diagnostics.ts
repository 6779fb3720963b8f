import type { Reals } from "@lnsim/contracts";
import { noCounts, type DatapathCounts } from "@lnsim/numerics";
import { countsSince } from "./counts-since.ts";
import { decibels } from "./decibels.ts";
import type { GemmSite, Product } from "../gemm/gemm-site.ts";
import type { QuantizedOperand } from "../quantization/quantized-operand.ts";
import { examineProduct } from "./examine-product.ts";
import { examineQuantizer } from "./examine-quantizer.ts";

/** What one quantizer did to one tensor. */
export interface QuantizerDiagnostics {
  /** The tensor, as the trace names it. */
  readonly tensor: string;
  readonly format: string;
  readonly elements: number;
  /** How often each code occurs, by code; null for formats of more than 16 bits. */
  readonly histogram: Uint32Array | null;
  /** Elements that were exactly zero before. */
  readonly zeros: number;
  /** Shares of the other elements that lay below the smallest magnitude of their scale, and beyond the largest. */
  readonly underflow: number;
  readonly clamped: number;
  /** Signal to quantization noise in decibels; null when there is no noise or no signal. */
  readonly sqnrDb: number | null;
  /** Largest magnitude before. */
  readonly largest: number;
}

/** What one matrix product of one site came to. */
export interface GemmDiagnostics {
  /** "conv1.fprop". */
  readonly site: string;
  /** Products of the site in the step: groups, phases or heads. */
  readonly products: number;
  /** Largest sum, as a share of the largest product of two operands. */
  readonly largestShare: number;
  /** Signal to noise in decibels of the results against exact sums of the same operands; null without noise or signal. */
  readonly sqnrDb: number | null;
  /** What the datapath lost; null on datapaths that lose nothing that is counted. */
  readonly counts: DatapathCounts | null;
  /** Weight of the accumulator's LSB, as a power of two of product units; null without a window. */
  readonly lsb: number | null;
}

/** One step under the lens. */
export interface StepDiagnostics {
  /** Number of the step, from 1. */
  readonly step: number;
  readonly quantizers: readonly QuantizerDiagnostics[];
  readonly gemms: readonly GemmDiagnostics[];
}

/** Sums over the products of a site. */
export interface ProductSums {
  products: number;
  largestShare: number;
  signal: number;
  noise: number;
  lsb: number | null;
}

/** Listens to quantizers and matrix products during one step. */
export class StepExaminer {
  readonly #step: number;
  readonly #quantizers: QuantizerDiagnostics[] = [];
  readonly #products = new Map<GemmSite, ProductSums>();
  readonly #before = new Map<GemmSite, DatapathCounts>();

  constructor(step: number) {
    this.#step = step;
  }

  /** A site before its first product of the step: its counts so far are not this step's. */
  begin(site: GemmSite): void {
    this.#before.set(site, site.counts);
  }

  readonly onQuantized = (name: string, values: Reals, out: QuantizedOperand): void => {
    this.#quantizers.push(examineQuantizer(name, values, out));
  };

  readonly onProduct = (site: GemmSite, product: Product, out: Reals): void => {
    let sums = this.#products.get(site);
    if (sums === undefined) this.#products.set(site, (sums = { products: 0, largestShare: 0, signal: 0, noise: 0, lsb: site.lsb }));
    examineProduct(site, product, out, sums);
  };

  finish(): StepDiagnostics {
    const gemms = [...this.#products].map(([site, sums]) => ({
      site: site.name,
      products: sums.products,
      largestShare: sums.largestShare,
      sqnrDb: decibels(sums.signal, sums.noise),
      counts: countsSince(site.counts, this.#before.get(site) ?? noCounts),
      lsb: sums.lsb,
    }));
    return { step: this.#step, quantizers: this.#quantizers, gemms };
  }
}
