import * as Argument from "effect/cli/Argument";
import * as Command from "effect/cli/Command";
import * as Flag from "effect/cli/Flag";
import * as Effect from "effect/Effect";
import * as Option from "effect/Option";
import type { Argument as ArgumentEntry, CommandEntry, Flag as FlagEntry, LeafCommand, Program } from "../../bin/commands.js";
import { parseReal } from "./real-number.ts";
import type { Selection } from "./selection.ts";

type AnyCommand = Command.Command<string, unknown, unknown, never, never>;

/** Builds the parser from the command table; the selected command and its input are handed to `select`. */
export function buildCommand(program: Program, select: (selection: Selection) => void): AnyCommand {
  const entries = program.commands.map((entry) => fromEntry(entry, [], select));
  return Command.make(program.name).pipe(
    Command.withDescription(program.summary),
    Command.withSubcommands(entries as never),
  ) as unknown as AnyCommand;
}

function fromEntry(entry: CommandEntry, path: readonly string[], select: (selection: Selection) => void): AnyCommand {
  const own = [...path, entry.name];
  if (!("commands" in entry)) return fromLeaf(entry, own, select);
  return Command.make(entry.name).pipe(
    Command.withDescription(entry.summary),
    Command.withSubcommands(entry.commands.map((inner) => fromEntry(inner, own, select)) as never),
  ) as unknown as AnyCommand;
}

function fromLeaf(leaf: LeafCommand, path: readonly string[], select: (selection: Selection) => void): AnyCommand {
  const config: Record<string, unknown> = {};
  for (const argument of leaf.arguments) config[argument.name] = fromArgument(argument);
  for (const flag of leaf.flags) config[`--${flag.name}`] = fromFlag(flag);
  return Command.make(leaf.name, config as never, (given: Record<string, unknown>) =>
    Effect.sync(() => select({ path, input: plain(leaf, given) })),
  ).pipe(Command.withDescription(leaf.summary)) as unknown as AnyCommand;
}

function fromArgument(entry: ArgumentEntry): unknown {
  const argument = entry.type === "real" ? realArgument(entry.name) : Argument.String(entry.name);
  if (entry.optional) return Argument.optional(argument as Argument.Argument<unknown>);
  return entry.variadic ? Argument.atLeast(argument as Argument.Argument<unknown>, 1) : argument;
}

function realArgument(name: string): Argument.Argument<number> {
  return Argument.String(name).pipe(
    Argument.filterMap(
      (text) => Option.fromUndefinedOr(parseReal(text)),
      () => "a number, Infinity or NaN",
    ),
  );
}

function fromFlag(entry: FlagEntry): unknown {
  let flag = baseFlag(entry) as Flag.Flag<unknown>;
  if (entry.letter !== undefined) flag = Flag.withAlias(flag, entry.letter);
  if (entry.optionalValue !== undefined) flag = Flag.withOptionalValue(flag, entry.optionalValue);
  if (entry.repeatable) return Flag.atLeast(flag, 0);
  if (entry.type === "switch") return Flag.withDefault(flag, false);
  return entry.default === undefined ? Flag.optional(flag) : Flag.withDefault(flag, entry.default);
}

function baseFlag(entry: FlagEntry): unknown {
  switch (entry.type) {
    case "integer":
      return Flag.Int(entry.name);
    case "number":
      return Flag.Finite(entry.name);
    case "choice":
      return Flag.Literals(entry.name, entry.choices!);
    case "text":
      return Flag.String(entry.name);
    case "switch":
      return Flag.Boolean(entry.name);
  }
}

/** Values under their plain names; what was not given is absent. */
function plain(leaf: LeafCommand, given: Record<string, unknown>): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const values = [...leaf.arguments.map(({ name }) => [name, given[name]] as const), ...leaf.flags.map(({ name }) => [name, given[`--${name}`]] as const)];
  for (const [name, value] of values) {
    if (!Option.isOption(value)) input[name] = value;
    else if (Option.isSome(value)) input[name] = value.value;
  }
  return input;
}
