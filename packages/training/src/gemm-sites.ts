import { addCounts, noCounts, type DatapathCounts, type Engine } from "@lnsim/numerics";
import type { MacDatapath } from "@lnsim/contracts";
import type { Arithmetic, GemmPass } from "./arithmetic.ts";
import { unsupportedDatapath } from "./check-arithmetic.ts";
import { AccumulatorScratch, FixedSite } from "./gemm-fixed.ts";
import { createFloatSite } from "./gemm-float.ts";
import type { GemmSite } from "./gemm-site.ts";

/** Makes the GEMM sites of a run and keeps their counts together. */
export class GemmSites {
  readonly #create: (pass: GemmPass) => GemmSite;
  readonly #sites: { readonly pass: GemmPass; readonly site: GemmSite }[] = [];

  constructor(engine: Engine, arithmetic: Arithmetic) {
    this.#create = siteMaker(engine, arithmetic);
  }

  add(pass: GemmPass): GemmSite {
    const site = this.#create(pass);
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

function siteMaker(engine: Engine, arithmetic: Arithmetic): (pass: GemmPass) => GemmSite {
  const exact = new AccumulatorScratch(true);
  const integers = new AccumulatorScratch(false);
  const create = (datapath: MacDatapath, pass: GemmPass): GemmSite => {
    if (datapath.kind === "float") return createFloatSite(engine.floatGemm());
    if (datapath.kind === "log") throw unsupportedDatapath(datapath, pass);
    const scratch = typeof datapath.accumulator === "string" ? exact : integers;
    return new FixedSite(engine, datapath, scratch, arithmetic.window === "calibrated");
  };
  return (pass) => create(arithmetic.datapaths[pass], pass);
}
