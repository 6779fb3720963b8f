import { LnsimError, type MacDatapath, type NumberFormat } from "@lnsim/contracts";
import { operandRoles, type GemmPass } from "@lnsim/training";
import type { MachineDescription } from "../machine/describe-machine.ts";
import { hardwiredDatapathParameter } from "../machine/machine-tree.ts";
import { withPath } from "../parameter/with-path.ts";
import type { PlainValues } from "../plugin/parse-parameters.ts";

/** What of a machine decides its arithmetic. */
export type ArithmeticSource = Pick<MachineDescription, "values" | "origins" | "registry">;

/** A pass, the formats of its two operands, and how many elements share a scale where vectors do. */
export interface PassOperands {
  readonly pass: GemmPass;
  readonly left: NumberFormat;
  readonly right: NumberFormat;
  readonly scaleVector: number | null;
}

/**
 * The datapath of one pass: what the format on the left declares for the format on the right.
 *
 * @throws {LnsimError} when the left format can only store, or the two cannot be multiplied.
 */
export function resolveDatapath(machine: ArithmeticSource, { pass, left, right, scaleVector }: PassOperands): MacDatapath {
  const { registry } = machine;
  const family = left.datapath;
  if (family === undefined) throw storageOnly(left);
  const isPair = left.id !== right.id;
  const section = pass === "fprop" ? "datapath" : "backwardDatapath";
  const written = isPair ? setValues(machine, section) : machine.values.numerics[section];
  const given = { ...written, ...hardwired(machine, left, scaleVector) };
  const place = isPair ? operandRoles[pass].right : section;
  return withPath(`numerics.${place}`, () => registry.datapath(left, family, given, right));
}

/** What the hardware decides, where the datapath asks for it: a sum ends with the vector, or with the scale's vector. */
function hardwired({ values }: ArithmeticSource, format: NumberFormat, scaleVector: number | null): PlainValues {
  const isAsked = hardwiredDatapathParameter in format.datapath!.parameters;
  return isAsked ? { [hardwiredDatapathParameter]: scaleVector ?? values.pe.vectorSize } : {};
}

/** The values of a section that somebody has written, in the backward section those of the forward one beneath them. */
function setValues({ values, origins }: ArithmeticSource, section: "datapath" | "backwardDatapath"): PlainValues {
  const isSet = (from: string) => ([name]: [string, unknown]) => origins.get(`numerics.${from}.${name}`) !== "default";
  const written = (from: "datapath" | "backwardDatapath") => Object.fromEntries(Object.entries(values.numerics[from]).filter(isSet(from)));
  return section === "datapath" ? written("datapath") : { ...written("datapath"), ...written("backwardDatapath") };
}

function storageOnly(format: NumberFormat): LnsimError {
  return new LnsimError({
    code: "unsupported",
    message: `${format.id} can only store: it declares no datapath to multiply with`,
    path: "numerics.format",
    found: format.id,
    expected: "a format that can compute",
    remedy: `"lnsim format list" says which can; storage-only formats fit update, weightGradients and spill`,
  });
}
