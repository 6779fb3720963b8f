import { createRandom, type SeededRandom } from "@lnsim/elementary";
import { gemmPasses, operandRoles, type Arithmetic, type GemmPass, type TensorRole } from "../arithmetic.ts";
import { streamState, type StateRegistry, type Stateful } from "../checkpoint.ts";
import type { GemmSite } from "../gemm/gemm-site.ts";
import type { GemmSites } from "../gemm/gemm-sites.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { WeightView } from "../parameters/weight-view.ts";
import { operandGrouping, type MatrixSize } from "../quantization/grouping.ts";
import { QuantizedOperand } from "../quantization/quantized-operand.ts";
import { Quantizer, roundingOf } from "../quantization/quantizer.ts";
import { spillOf, StoredRounding } from "../quantization/stored-rounding.ts";
import type { Observation } from "./observation.ts";

/** What a context is made from. */
export interface ContextSpec {
  readonly arithmetic: Arithmetic;
  readonly parameters: Parameters;
  readonly sites: GemmSites;
  readonly state: StateRegistry;
  readonly seed: number;
  /** False for evaluation: no gradients, no dropout, running statistics. */
  readonly isTraining: boolean;
  readonly observation: Observation | null;
}

/** What the layers of one network are made with: formats and policies, and where quantizers, sites and streams come from. */
export class GraphContext {
  readonly arithmetic: Arithmetic;
  readonly parameters: Parameters;
  readonly isTraining: boolean;
  readonly observation: Observation | null;
  /** Rounds activations that wait between passes; null where none do. */
  readonly activationSpill: StoredRounding | null;
  /** Rounds gradients that wait between passes; null where none do. */
  readonly gradientSpill: StoredRounding | null;
  /** Rounds what the PPU computes; null keeps the reals. */
  readonly ppu: StoredRounding | null;
  readonly quantizers: Quantizer[] = [];
  readonly views: WeightView[] = [];
  readonly state: StateRegistry;
  /** Whether some pass multiplies codes, and whether some pass multiplies decoded values. */
  readonly readsCodes: boolean;
  readonly readsFloats: boolean;
  readonly #sites: GemmSites;
  readonly #seed: number;

  constructor({ arithmetic, parameters, sites, state, seed, isTraining, observation }: ContextSpec) {
    const { activations, gradients, scalePolicy, spill, ppu } = arithmetic;
    this.arithmetic = arithmetic;
    this.parameters = parameters;
    this.isTraining = isTraining;
    this.observation = observation;
    this.activationSpill = spillOf(activations, scalePolicy, spill);
    this.gradientSpill = spillOf(gradients, scalePolicy, spill);
    this.ppu = ppu === null ? null : new StoredRounding(ppu);
    this.state = state;
    const kinds = Object.values(arithmetic.datapaths).map(({ kind }) => kind);
    this.readsCodes = kinds.some((kind) => kind !== "float");
    this.readsFloats = kinds.includes("float");
    this.#sites = sites;
    this.#seed = seed;
  }

  /** Whether a tensor of the role has one scale, so that all passes read the same codes. */
  isShared(role: TensorRole): boolean {
    return !this.arithmetic[role].scaled || this.arithmetic.scales[role].granularity === "tensor";
  }

  /** A quantizer of the role; what is given and not computed has its scale at once, whatever the policy. */
  quantizer(role: "activations" | "gradients", name: string, isGiven = false): Quantizer {
    const { arithmetic } = this;
    const quantizer = new Quantizer({
      name,
      format: arithmetic[role],
      grid: arithmetic.scales[role].grid,
      policy: isGiven ? "oracle" : arithmetic.scalePolicy,
      rounding: roundingOf(arithmetic.rounding, { seed: this.#seed, site: name, state: this.state }),
    });
    this.quantizers.push(quantizer);
    this.state.add(`quantizer ${name}`, quantizer);
    return quantizer;
  }

  /** Memory for an operand of the role whose reduction runs along its rows or down its columns. */
  operand(role: TensorRole, size: MatrixSize, reduction: "row" | "column"): QuantizedOperand {
    const { arithmetic } = this;
    return new QuantizedOperand({
      format: arithmetic[role],
      size,
      grouping: operandGrouping(arithmetic.scales[role], reduction),
      wantsFloats: this.readsFloats,
      floatMax: this.#floatMax(role),
    });
  }

  /** Memory for an operand that is gathered from a finished one of the role, which all share one scale. */
  gathered(role: TensorRole, size: MatrixSize): QuantizedOperand {
    const { readsFloats: wantsFloats, readsCodes: wantsCodes } = this;
    return new QuantizedOperand({ format: this.arithmetic[role], size, wantsFloats, floatMax: this.#floatMax(role), wantsCodes });
  }

  /** The quantizer of weights that a pass reads in an order of its own, by their current maxima. */
  weightQuantizer(name: string): Quantizer {
    const { weights: format, scales, rounding } = this.arithmetic;
    const site = { seed: this.#seed, site: name, state: this.state };
    const quantizer = new Quantizer({ name, format, grid: scales.weights.grid, policy: "oracle", rounding: roundingOf(rounding, site) });
    this.quantizers.push(quantizer);
    return quantizer;
  }

  /** W of a layer, the same in training and evaluation, for the pass whose reduction runs along its rows (fprop) or down its columns (dgrad). */
  weightView(weight: string, reduction: "row" | "column"): WeightView {
    const parameter = this.parameters.matrix(weight);
    return parameter.view(reduction, () => this.#createView(weight, reduction));
  }

  #createView(weight: string, reduction: "row" | "column"): WeightView {
    const parameter = this.parameters.matrix(weight);
    const { arithmetic } = this;
    const site = reduction === "row" ? weight : `${weight} dgrad`;
    const view = new WeightView({
      name: site,
      stored: parameter.stored,
      arithmetic,
      size: { rows: parameter.shape[0], columns: parameter.gradient.length / parameter.shape[0] },
      grouping: operandGrouping(arithmetic.scales.weights, reduction),
      rounding: roundingOf(arithmetic.rounding, { seed: this.#seed, site, state: this.state }),
      wantsFloats: this.readsFloats,
      floatMax: this.#floatMax("weights"),
    });
    this.views.push(view);
    return view;
  }

  /** The max at which float datapaths take operands of the role; null where scales are in the values. */
  #floatMax(role: TensorRole): number | null {
    for (const pass of gemmPasses) {
      const datapath = this.arithmetic.datapaths[pass];
      if (datapath.kind !== "float") continue;
      if (operandRoles[pass].left === role && datapath.leftMax !== undefined) return datapath.leftMax;
      if (operandRoles[pass].right === role && datapath.rightMax !== undefined) return datapath.rightMax;
    }
    return null;
  }

  site(pass: GemmPass, name: string): GemmSite {
    const site = this.#sites.add(pass, name);
    this.state.add(`site ${site.name}`, siteState(site));
    return site;
  }

  /** A stream of random numbers of its own. */
  random(name: string): SeededRandom {
    const random = createRandom(this.#seed, name);
    this.state.add(`stream ${name}`, streamState(random));
    return random;
  }
}

/** The window and the counts of a site. */
function siteState(site: GemmSite): Stateful {
  return {
    save: () => ({ lsb: site.lsb, ...site.counts }),
    restore: ({ lsb, ...counts }) => {
      site.lsb = lsb as number | null;
      site.counts = counts as unknown as GemmSite["counts"];
    },
  };
}
