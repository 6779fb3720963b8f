import { formatError, LnsimError } from "@lnsim/contracts";
import { program } from "../bin/commands.js";
import { handlers } from "./commands/handlers.ts";
import { processTerminal, type Terminal } from "./output/terminal.ts";
import { parseArguments } from "./parser/parse-arguments.ts";

/** Exit codes of the process. */
export const exitCodes = { ok: 0, fellShort: 1, mistake: 2, bug: 70, interrupted: 130 } as const;

/**
 * Runs one command line; resolves to the exit code of the process and never rejects: a user's mistake is printed
 * without a stack (2), anything else is our bug and is printed with the command that shows it (70).
 */
export async function main(args: readonly string[]): Promise<number> {
  const terminal = processTerminal();
  try {
    const { path, input } = await parseArguments(program, args);
    const execute = await handlers[path.join(" ")]!();
    return await execute(input as never, terminal);
  } catch (error) {
    return await report(error, args, terminal);
  }
}

async function report(error: unknown, args: readonly string[], terminal: Terminal): Promise<number> {
  const { red } = terminal.hintStyles;
  const mistakes = error instanceof AggregateError ? error.errors : [error];
  if (mistakes.every((each) => each instanceof LnsimError)) {
    terminal.hint(await withoutPasswords(mistakes.map((each) => formatError(each).replace(/^error:/, red("error:"))).join("\n")));
    return mistakes.every(({ code }) => code === "check-failed") ? exitCodes.fellShort : exitCodes.mistake;
  }
  const command = [program.name, ...args].map(quoted).join(" ");
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  terminal.hint(await withoutPasswords(`${red("error:")} this is a bug in lnsim, please report it\n${stack}\n     do: reproduce it with: ${command}`));
  return exitCodes.bug;
}

/** Addresses of databases stand on command lines, and may stand in what is wrong with them. */
async function withoutPasswords(text: string): Promise<string> {
  return /postgres/i.test(text) ? (await import("@lnsim/sweep")).hidePasswords(text) : text;
}

/** An argument as a shell would need it. */
function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", String.raw`'\''`)}'`;
}
