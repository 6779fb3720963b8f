/** A flag `--name` of a command. */
export interface Flag {
  readonly name: string;
  /** One letter that stands for it behind a single dash. */
  readonly letter?: string;
  /** A "switch" is on when it is given and takes no value. */
  readonly type: "text" | "integer" | "number" | "choice" | "switch";
  /** What stands for the value in help texts; the choices where it is absent. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly default?: string | number;
  readonly unit?: string;
  /** May be given several times. */
  readonly repeatable?: boolean;
  /** The value that the bare flag means; another one is then attached with "=". */
  readonly optionalValue?: string;
  /** One sentence that ends with a full stop. */
  readonly summary: string;
}

/** A positional argument; a variadic one takes one or more and stands last. */
export interface Argument {
  readonly name: string;
  /** A "real" is a number, Infinity or NaN. */
  readonly type: "text" | "real";
  readonly variadic?: boolean;
  /** May be left out; it stands last. */
  readonly optional?: boolean;
  /** One sentence that ends with a full stop. */
  readonly summary: string;
}

export interface Example {
  readonly command: string;
  readonly summary: string;
}

/** A command that does something. */
export interface LeafCommand {
  readonly name: string;
  /** One sentence that ends with a full stop. */
  readonly summary: string;
  readonly details?: string;
  readonly arguments: readonly Argument[];
  readonly flags: readonly Flag[];
  readonly examples?: readonly Example[];
}

/** A command that only holds commands. */
export interface CommandGroup {
  readonly name: string;
  readonly summary: string;
  readonly commands: readonly LeafCommand[];
}

export type CommandEntry = LeafCommand | CommandGroup;

export interface Program {
  readonly name: string;
  readonly summary: string;
  readonly commands: readonly CommandEntry[];
  readonly exitCodes: readonly { readonly code: number; readonly summary: string }[];
}

export declare const program: Program;
