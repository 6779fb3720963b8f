import { LnsimError, nearestName } from "@lnsim/contracts";
import type { Change, Command, Scene } from "./command.ts";
import { readValues } from "./read-values.ts";
import type { Statement } from "./split-line.ts";
import { commandsByName } from "./table.ts";

/**
 * Reads a statement and works out what it changes.
 *
 * @throws {LnsimError} code "unknown-name" for a command that does not exist, and what reading its arguments throws.
 */
export function carryOut({ text, column }: Statement, scene: Scene): { readonly command: Command; readonly change: Change } {
  const name = /^\S+/.exec(text)![0];
  const command = commandsByName.get(name);
  if (command === undefined) throw unknownCommand(name, column);
  const values = readValues(command, text.slice(name.length), column + name.length, scene);
  return { command, change: command.run(scene, values) };
}

function unknownCommand(name: string, column: number): LnsimError {
  const nearest = nearestName(name, commandsByName.keys());
  return new LnsimError({ code: "unknown-name", message: `there is no command "${name}"`, path: `column ${column + 1}`, found: name, expected: "a command that `?` lists", ...(nearest !== undefined && { nearest }) });
}
