import type { ParameterDeclarations } from "@lnsim/contracts";
import { dataflowParameter, dramKindParameter, dramParameters, machineParameters, type DramKind, type DramValues, type MachineValues as HardwareValues } from "@lnsim/hardware";
import type { ParameterValues } from "@lnsim/contracts";
import { withPath } from "../parameter/with-path.ts";
import type { ParameterTree } from "../parameter/parameter-tree.ts";
import type { PlainValues } from "../plugin/parse-parameters.ts";
import type { Registry } from "../plugin/registry.ts";
import { isRecord } from "../plugin/is-record.ts";
import { reach } from "./reach.ts";
import { energyParameters, numericsParameters, scaleParameters, trainingParameters } from "./numerics-parameters.ts";
import { operandFormat } from "./operand-format.ts";

/** The checked values of a machine description. */
export interface MachineValues extends HardwareValues {
  readonly dram: DramValues;
  readonly numerics: ParameterValues<typeof numericsParameters> & {
    readonly scale: ParameterValues<typeof scaleParameters>;
    readonly datapath: PlainValues;
    /** Of dgrad and wgrad; what is not set there is as in `datapath`. */
    readonly backwardDatapath: PlainValues;
  };
  readonly training: ParameterValues<typeof trainingParameters>;
  readonly energy: ParameterValues<typeof energyParameters>;
}

/** The parameter of a datapath that the hardware decides: it is `pe.vectorSize` and not written twice. */
export const hardwiredDatapathParameter = "vectorSize";

/**
 * The declarations of a machine: the blocks of the hardware, and how the machine computes and trains. The defaults of `dram`
 * come from its kind. Those of `numerics.datapath` and `numerics.backwardDatapath` come from the operand format, which is why they depend on the values.
 *
 * @throws {LnsimError} when the operand format cannot be resolved.
 */
export function machineTree(registry: Registry, body: { readonly [section: string]: unknown }): ParameterTree {
  const format = withPath("numerics.format", () => registry.format(operandFormat(body)));
  const parameters = format.datapath?.parameters ?? noParameters;
  const kind = dramKind(body);
  const written = reach(body, ["numerics", "datapath"]);
  const known = trees.get(parameters) ?? new Map<string, ParameterTree>();
  trees.set(parameters, known);
  const key = JSON.stringify([kind, written]);
  const tree = known.get(key) ?? makeTree(datapathDeclarations(parameters), kind, written);
  known.set(key, tree);
  return tree;
}

const noParameters: ParameterDeclarations = Object.freeze({});

/** Trees that were made before, by the parameters of their datapath and then by what is written: equal ones have one schema. */
const trees = new WeakMap<ParameterDeclarations, Map<string, ParameterTree>>();

function makeTree(datapath: ParameterDeclarations, kind: DramKind, written: unknown): ParameterTree {
  return {
    dataflow: dataflowParameter,
    ...machineParameters,
    dram: dramDeclarations(kind),
    numerics: {
      ...numericsParameters,
      scale: scaleParameters,
      datapath,
      backwardDatapath: defaultingTo(written, datapath),
    },
    training: trainingParameters,
    energy: energyParameters,
  };
}

/** The kind of DRAM that is written; what is not one is reported where it is checked. */
function dramKind(body: { readonly [section: string]: unknown }): DramKind {
  const written = reach(body, ["dram", "kind"]);
  return dramKindParameter.choices.find((kind) => kind === written) ?? dramKindParameter.default;
}

/** Declarations that were derived before: equal ones are the same object, so that their schema is made once. */
const derived = new WeakMap<ParameterDeclarations, ParameterDeclarations>();
const ofDram = new Map<DramKind, ReturnType<typeof dramParameters>>();

function datapathDeclarations(declarations: ParameterDeclarations): ParameterDeclarations {
  const { [hardwiredDatapathParameter]: _, ...rest } = declarations;
  const known = derived.get(declarations) ?? rest;
  derived.set(declarations, known);
  return known;
}

function dramDeclarations(kind: DramKind): ReturnType<typeof dramParameters> {
  const known = ofDram.get(kind) ?? dramParameters(kind);
  ofDram.set(kind, known);
  return known;
}

/** The same declarations with the written values as defaults; a value of another type is reported where it is written. */
function defaultingTo(written: unknown, declarations: ParameterDeclarations): ParameterDeclarations {
  if (!isRecord(written)) return declarations;
  const changed = Object.entries(declarations).map(([name, parameter]) => {
    const value = written[name];
    return [name, typeof value === typeof parameter.default ? { ...parameter, default: value } : parameter];
  });
  return Object.fromEntries(changed) as ParameterDeclarations;
}
