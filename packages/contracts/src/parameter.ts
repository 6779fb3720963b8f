/** Units a parameter or a result can carry; they are printed, documented and checked by name. */
export type Unit =
  | "step"
  | "1"
  | "bank"
  | "bit"
  | "byte"
  | "byte/cycle"
  | "byte/ns"
  | "channel"
  | "cycle"
  | "element"
  | "element/cycle"
  | "entry"
  | "GHz"
  | "lane"
  | "ns"
  | "octave"
  | "packet"
  | "PE"
  | "pJ"
  | "um2";

interface Described {
  /** One sentence that ends with a full stop; shown by `--help`-like commands and in the reference. */
  readonly description: string;
}

/** A whole number within [minimum, maximum]. */
export interface IntegerParameter extends Described {
  readonly type: "integer";
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly unit: Unit;
}

/** A real number within [minimum, maximum]. */
export interface NumberParameter extends Described {
  readonly type: "number";
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly unit: Unit;
}

/** One of a fixed list of words. */
export interface ChoiceParameter<Choice extends string = string> extends Described {
  readonly type: "choice";
  readonly choices: readonly Choice[];
  readonly default: NoInfer<Choice>;
}

export interface BooleanParameter extends Described {
  readonly type: "boolean";
  readonly default: boolean;
}

/** Free text that names something else, such as a format identifier. */
export interface TextParameter extends Described {
  readonly type: "text";
  readonly default: string;
}

export type Parameter = IntegerParameter | NumberParameter | ChoiceParameter | BooleanParameter | TextParameter;

/**
 * A parameter is declared once; the host parses, documents and sweeps it from this declaration.
 * The order of the keys is the order in which they are printed and stand in identifiers.
 */
export type ParameterDeclarations = { readonly [name: string]: Parameter };

/** The plain values that belong to a set of declarations. */
export type ParameterValues<Declarations extends ParameterDeclarations> = {
  readonly [Name in keyof Declarations]: ParameterValue<Declarations[Name]>;
};

type ParameterValue<P extends Parameter> = P extends IntegerParameter | NumberParameter
  ? number
  : P extends ChoiceParameter<infer Choice>
    ? Choice
    : P extends BooleanParameter
      ? boolean
      : string;

/** The declared defaults, with `given` laid over them; nothing is checked here, the host does that. */
export function withDefaults<Declarations extends ParameterDeclarations>(
  declarations: Declarations,
  given: Partial<ParameterValues<Declarations>> = {},
): ParameterValues<Declarations> {
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(declarations)) values[name] = declarations[name]!.default;
  return { ...values, ...given } as ParameterValues<Declarations>;
}
