import { addCounts, noCounts, type DatapathCounts, type Engine } from "@lnsim/numerics";
import type { Arithmetic, GemmPass } from "../arithmetic.ts";
import { AccumulatorScratch, FixedSite } from "./gemm-fixed.ts";
import { FloatScratch, FloatSite } from "./gemm-float.ts";
import type { GemmSite } from "./gemm-site.ts";

/** Makes the GEMM sites of a run and keeps their counts together. */
export class GemmSites {
  readonly #engine: Engine;
  readonly #arithmetic: Arithmetic;
  readonly #real = new AccumulatorScratch(true);
  readonly #integer = new AccumulatorScratch(false);
  readonly #float = new FloatScratch();
  readonly #sites: { readonly pass: GemmPass; readonly site: GemmSite }[] = [];

  constructor(engine: Engine, arithmetic: Arithmetic) {
    this.#engine = engine;
    this.#arithmetic = arithmetic;
  }

  /** A site on the datapath of `pass`, called "<name>.<pass>". */
  add(pass: GemmPass, name: string): GemmSite {
    const site = this.#create(pass, `${name}.${pass}`);
    this.#sites.push({ pass, site });
    return site;
  }

  get all(): readonly { readonly pass: GemmPass; readonly site: GemmSite }[] {
    return this.#sites;
  }

  endStep(): void {
    for (const { site } of this.#sites) site.endStep();
  }

  setCounting(isCounting: boolean): void {
    for (const { site } of this.#sites) site.setCounting(isCounting);
  }

  counts(pass: GemmPass): DatapathCounts {
    return this.#sites.filter((entry) => entry.pass === pass).reduce((sum, { site }) => addCounts(sum, site.counts), noCounts);
  }

  forgetCounts(): void {
    for (const { site } of this.#sites) site.counts = noCounts;
  }

  #create(pass: GemmPass, name: string): GemmSite {
    const datapath = this.#arithmetic.datapaths[pass];
    if (datapath.kind === "log") throw new Error("log-accumulate datapaths have a trainer of their own");
    if (datapath.kind === "float") return new FloatSite(name, this.#engine.floatGemm(datapath), this.#float);
    const scratch = typeof datapath.accumulator === "string" ? this.#real : this.#integer;
    return new FixedSite({ name, engine: this.#engine, datapath, scratch, isCalibrated: this.#arithmetic.window === "calibrated" });
  }
}
