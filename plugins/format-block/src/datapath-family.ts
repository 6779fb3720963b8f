import { LnsimError, parametersOf, withDefaults, type DatapathFamily, type DatapathParameterValues, type NumberFormat, type ParameterDeclarations, type ParameterValues } from "@lnsim/contracts";
import type { BlockLayout } from "./block-format.ts";
import { createDatapath } from "./datapath.ts";
import { datapathParameters, type DatapathValues } from "./datapath-parameters.ts";

/** How a family reads the format on the right of a product. */
export interface BlockFamily<Declarations extends ParameterDeclarations> {
  readonly family: string;
  readonly declarations: Declarations;
  readonly layoutOf: (values: ParameterValues<Declarations>) => BlockLayout;
  /** Whether an integer accumulator makes sense: scales are relative to one of the whole tensor. */
  readonly hasFixed?: boolean;
}

/** The datapaths of a block format with formats of its own family whose vectors are as long. */
export function createDatapathFamily<Declarations extends ParameterDeclarations>(family: BlockFamily<Declarations>, left: BlockLayout): DatapathFamily {
  const parameters = datapathParameters(family.hasFixed === true);
  return Object.freeze({
    parameters,
    // With another format on the right only set values come.
    create: (given: DatapathParameterValues, right?: NumberFormat) =>
      createDatapath(left, right === undefined ? left : rightLayout(family, left, right), withDefaults(parameters, given) as unknown as DatapathValues),
  });
}

function rightLayout<Declarations extends ParameterDeclarations>(family: BlockFamily<Declarations>, left: BlockLayout, right: NumberFormat): BlockLayout {
  const values = parametersOf(right.id, family.family, family.declarations);
  const layout = values === undefined ? undefined : family.layoutOf(values);
  if (layout !== undefined && layout.vectorSize === left.vectorSize) return layout;
  throw new LnsimError({
    code: "invalid-combination",
    message: "block formats multiply when both sides share scales among the same elements",
    path: "datapath",
    found: right.id,
    expected: `a format of the family ${family.family} with vectorSize=${left.vectorSize}`,
  });
}
