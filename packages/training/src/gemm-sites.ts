import { addCounts, noCounts, type DatapathCounts, type Engine } from "@lnsim/numerics";
import { unsupportedDatapath, type Arithmetic } from "./arithmetic.ts";
import { AccumulatorScratch, FixedSite } from "./gemm-fixed.ts";
import { createFloatSite } from "./gemm-float.ts";
import type { GemmSite } from "./gemm-site.ts";

/** The passes that multiply matrices. */
export type GemmPass = "fprop" | "dgrad" | "wgrad";

/** Makes the GEMM sites of a run and keeps their counts together. */
export class GemmSites {
  readonly #create: () => GemmSite;
  readonly #sites: { readonly pass: GemmPass; readonly site: GemmSite }[] = [];

  constructor(engine: Engine, arithmetic: Arithmetic) {
    this.#create = siteMaker(engine, arithmetic);
  }

  add(pass: GemmPass): GemmSite {
    const site = this.#create();
    this.#sites.push({ pass, site });
    return site;
  }

  setCounting(isCounting: boolean): void {
    for (const { site } of this.#sites) site.setCounting(isCounting);
  }

  counts(pass: GemmPass): DatapathCounts {
    return this.#sites.filter((entry) => entry.pass === pass).reduce((sum, { site }) => addCounts(sum, site.counts), noCounts);
  }
}

function siteMaker(engine: Engine, arithmetic: Arithmetic): () => GemmSite {
  const { datapath } = arithmetic;
  if (datapath.kind === "float") {
    const gemm = engine.floatGemm();
    return () => createFloatSite(gemm);
  }
  if (datapath.kind === "log") throw unsupportedDatapath(datapath);
  const scratch = new AccumulatorScratch(datapath.accumulator === "wide");
  return () => new FixedSite(engine, datapath, scratch, arithmetic.window === "calibrated");
}
