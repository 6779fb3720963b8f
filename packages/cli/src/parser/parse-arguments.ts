import * as NodeServices from "@effect/platform-node/NodeServices";
import * as CliConfig from "effect/cli/CliConfig";
import * as CliError from "effect/cli/CliError";
import * as CliOutput from "effect/cli/CliOutput";
import * as Command from "effect/cli/Command";
import * as Cause from "effect/Cause";
import * as Effect from "effect/Effect";
import * as Exit from "effect/Exit";
import * as Layer from "effect/Layer";
import * as Option from "effect/Option";
import type { Program } from "../../bin/commands.js";
import { buildCommand } from "./build-command.ts";
import { explainParseErrors } from "./explain-parse-errors.ts";
import { shieldInfinities } from "./real-number.ts";
import type { Selection } from "./selection.ts";

/** Help and errors are printed by the launcher and by `main`, never by the parser; there are no flags but the table's. */
const environment = Layer.mergeAll(
  NodeServices.layer,
  CliOutput.layerPresenter({ present: () => Effect.void }),
  CliConfig.layer({ builtIns: [] }),
);

/**
 * Parses a command line against the command table.
 *
 * @throws {LnsimError} for what the table does not allow; an AggregateError of them when there are several mistakes.
 */
export async function parseArguments(program: Program, args: readonly string[]): Promise<Selection> {
  let selection: Selection | undefined;
  const command = buildCommand(program, (selected) => (selection = selected));
  const parsing = Command.runWith(command, { version: "", renderErrors: false })(shieldInfinities(args));
  const exit = await Effect.runPromiseExit(Effect.provide(parsing, environment));
  if (selection !== undefined) return selection;
  const failure = Exit.isFailure(exit) ? Cause.findErrorOption(exit.cause) : Option.none();
  if (Option.isSome(failure) && CliError.isCliError(failure.value)) throw explainParseErrors(program, failure.value, args);
  throw Exit.isFailure(exit) ? Cause.squash(exit.cause) : new Error("the parser selected no command");
}
