import { LnsimError, nearestName } from "@lnsim/contracts";
import { UnrecognizedOption, type CliError } from "effect/cli/CliError";
import type { CommandEntry, LeafCommand, Program } from "../../bin/commands.js";

/** The parser's errors about some arguments as typed errors of lnsim: one, or an AggregateError of several. */
export function explainParseErrors(program: Program, error: CliError, args: readonly string[]): LnsimError | AggregateError {
  const path = error._tag === "ShowHelp" ? error.commandPath : [program.name];
  const causes = error._tag === "ShowHelp" ? error.errors : [error];
  if (causes.length === 0) return missingCommand(program, path);
  const errors = onePerWord(causes, args).map((cause) => explain(program, path, cause));
  const unknownCommand = errors.find(({ message }) => message.startsWith("there is no command"));
  if (unknownCommand !== undefined) return unknownCommand;
  return errors.length === 1 ? errors[0]! : new AggregateError(errors, "the command line has several mistakes");
}

/** The parser reads "-steps" as a flag for every letter; there are no such flags, so that the word is the mistake. */
function onePerWord(causes: readonly CliError[], args: readonly string[]): readonly CliError[] {
  const words = args.filter((argument) => /^-[^-]./.test(argument));
  const seen = new Set<string>();
  return causes.flatMap((cause) => {
    if (cause._tag !== "UnrecognizedOption" || !/^-[^-]$/.test(cause.option)) return [cause];
    const option = words.find((word) => word.includes(cause.option.slice(1))) ?? cause.option;
    if (seen.has(option)) return [];
    seen.add(option);
    return [new UnrecognizedOption({ option, suggestions: cause.suggestions })];
  });
}

function missingCommand(program: Program, path: readonly string[]): LnsimError {
  return new LnsimError({
    code: "missing-value",
    message: `"${path.join(" ")}" needs a command`,
    expected: commandsOf(program, path).map(({ name }) => name).join(", "),
    remedy: `"${path.join(" ")} --help" explains them`,
  });
}

function explain(program: Program, path: readonly string[], error: CliError): LnsimError {
  const command = path.join(" ");
  const remedy = `"${command} --help" explains the command`;
  switch (error._tag) {
    case "UnrecognizedOption":
      return unknownFlag(program, path, error.option);
    case "UnknownSubcommand": {
      const names = commandsOf(program, path).map(({ name }) => name);
      return new LnsimError({
        code: "unknown-name",
        message: `there is no command "${command} ${error.subcommand}"`,
        found: error.subcommand,
        expected: names.join(", "),
        ...nearestOf(error.subcommand, names),
        remedy,
      });
    }
    case "InvalidValue":
      return new LnsimError({
        code: error.value === "" ? "missing-value" : "invalid-value",
        message: `${error.kind === "flag" ? `--${error.option}` : error.option} of "${command}" is not accepted`,
        found: error.value === "" ? "nothing" : error.value,
        expected: /^\d+ occurrences$/.test(error.value) ? "the flag once" : (expectedOf(program, path, error.option) ?? error.expected),
        ...nearestOf(error.value, choicesOf(program, path, error.option)),
      });
    case "MissingArgument":
      return new LnsimError({ code: "missing-value", message: `"${command}" needs ${error.argument}`, remedy });
    case "UnexpectedArgument":
      return new LnsimError({
        code: "unknown-name",
        message: `"${command}" does not take ${error.arguments.join(" ")}`,
        found: error.arguments.join(" "),
        remedy,
      });
    default:
      return new LnsimError({ code: "syntax", message: error.message, remedy });
  }
}

function unknownFlag(program: Program, path: readonly string[], option: string): LnsimError {
  const names = leafOf(program, path)?.flags.map(({ name }) => `--${name}`) ?? [];
  return new LnsimError({
    code: "unknown-name",
    message: `"${path.join(" ")}" has no flag ${option}`,
    found: option,
    expected: names.length === 0 ? "no flags" : names.join(", "),
    ...nearestOf(option, names),
    remedy: `"${path.join(" ")} --help" explains the flags`,
  });
}

function nearestOf(name: string, names: readonly string[]): { nearest?: string } {
  const nearest = nearestName(name, names);
  return nearest === undefined ? {} : { nearest };
}

function commandsOf(program: Program, path: readonly string[]): readonly CommandEntry[] {
  return path.slice(1).reduce<readonly CommandEntry[]>((commands, name) => {
    const found = commands.find((command) => command.name === name);
    return found !== undefined && "commands" in found ? found.commands : [];
  }, program.commands);
}

function leafOf(program: Program, path: readonly string[]): LeafCommand | undefined {
  const found = commandsOf(program, path.slice(0, -1)).find(({ name }) => name === path.at(-1));
  return found === undefined || "commands" in found ? undefined : found;
}

function choicesOf(program: Program, path: readonly string[], flag: string): readonly string[] {
  return leafOf(program, path)?.flags.find(({ name }) => name === flag)?.choices ?? [];
}

/** What a flag or an argument accepts, in words. */
function expectedOf(program: Program, path: readonly string[], name: string): string | undefined {
  const leaf = leafOf(program, path);
  const entry = leaf?.flags.find((flag) => flag.name === name) ?? leaf?.arguments.find((each) => each.name === name);
  if (entry === undefined) return undefined;
  if ("choices" in entry && entry.choices !== undefined) return entry.choices.join(" or ");
  const real = "a number, Infinity or NaN";
  return { integer: "a whole number", number: "a number", real, text: "a value", choice: undefined, switch: "no value" }[entry.type];
}
