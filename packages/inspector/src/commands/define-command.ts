import type { Argument, ArgumentKind, Command } from "./command.ts";

/** A command as it is written down: keys by the arguments they stand for, arguments as "name:kind" ("name:kind?" for optional ones). */
export interface CommandSource extends Pick<Command, "name" | "group" | "summary" | "run"> {
  readonly arguments?: readonly (string | Argument)[];
  /** Keys, and what they pass: { l: "1", L: "10" }; text that begins with ":" or "/" opens a prompt instead. */
  readonly keys?: Readonly<Record<string, string>>;
  readonly remembered?: Command["remembered"];
}

/** A command from its short form. */
export function defineCommand({ keys = {}, arguments: list = [], remembered = "move", ...source }: CommandSource): Command {
  return {
    ...source,
    remembered,
    arguments: list.map((argument) => (typeof argument === "string" ? readArgument(argument) : argument)),
    keys: Object.entries(keys).map(([key, passed]) => ({ key, line: /^[:/]/.test(passed) ? passed : `${source.name} ${passed}`.trim() })),
  };
}

function readArgument(text: string): Argument {
  const [name, kind] = text.split(":");
  return { name, kind: kind.replace("?", "") as ArgumentKind, isOptional: kind.endsWith("?") };
}
