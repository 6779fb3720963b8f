import { LnsimError, nearestName } from "@lnsim/contracts";
import type { Argument, Command, Scene, Values } from "./command.ts";
import { readCycle } from "./read-cycle.ts";
import { unquoted } from "./split-line.ts";

/**
 * Reads what follows a command's name.
 *
 * @throws {LnsimError} code "missing-value", "invalid-value", "unknown-name" or "syntax"; `path` says the column, from 1.
 */
export function readValues(command: Command, rest: string, column: number, scene: Scene): Values {
  const numbers: Record<string, number> = {};
  const texts: Record<string, string> = {};
  let at = 0;
  for (const [index, argument] of command.arguments.entries()) {
    while (rest[at] === " ") at++;
    const word = index === command.arguments.length - 1 ? rest.slice(at).trimEnd() : (/^\S+/.exec(rest.slice(at))?.[0] ?? "");
    if (word === "") {
      if (argument.isOptional === true) continue;
      throw missing(command, argument, column + at);
    }
    const value = readValue(argument, unquoted(word), column + at, scene);
    if (typeof value === "number") numbers[argument.name] = value;
    else texts[argument.name] = value;
    at += word.length;
  }
  const more = rest.slice(at).trim();
  if (more !== "") throw new LnsimError({ code: "syntax", message: `${command.name} takes no more than ${usage(command)}`, path: `column ${column + rest.indexOf(more, at) + 1}`, found: more });
  return { numbers, texts };
}

/** A command with its arguments, as help shows it: "goto <cycle>", "frame [size]". */
export function usage({ name, arguments: list }: Command): string {
  const shown = list.map((argument) => {
    const what = argument.choices === undefined ? argument.name : argument.choices.join("|");
    return argument.isOptional === true ? `[${what}]` : `<${what}>`;
  });
  return [name, ...shown].join(" ");
}

function readValue(argument: Argument, word: string, column: number, scene: Scene): string | number {
  const { study } = scene;
  switch (argument.kind) {
    case "count":
      return readCount(word, column);
    case "cycle":
      return readCycle(word, column, scene);
    case "block":
      return oneOf("block", word, [...study.tree.nodes.keys()], column);
    case "cause":
      return word === "any" ? "" : oneOf("cause", word, study.palette.causes.map(({ cause }) => cause), column);
    case "choice":
      return oneOf(argument.name, word, argument.choices!, column);
    default:
      return word;
  }
}

function readCount(word: string, column: number): number {
  const plain = word.replace(/(?<=\d)[,_](?=\d)/g, "");
  if (!/^\d+$/.test(plain)) throw new LnsimError({ code: "invalid-value", message: `"${word}" is no whole number`, path: `column ${column + 1}`, found: word, expected: "a whole number such as 100 or 12,000" });
  return Number(plain);
}

function oneOf(what: string, word: string, names: readonly string[], column: number): string {
  if (names.includes(word)) return word;
  const folded = names.filter((name) => name.toLowerCase() === word.toLowerCase());
  if (folded.length === 1) return folded[0];
  const nearest = nearestName(word, names);
  throw new LnsimError({
    code: "unknown-name",
    message: `there is no ${what} "${word}"`,
    path: `column ${column + 1}`,
    found: word,
    expected: names.length <= 20 ? names.join(", ") : `one of ${names.length} names, such as ${names.slice(0, 6).join(", ")}`,
    ...(nearest !== undefined && { nearest }),
  });
}

function missing(command: Command, argument: Argument, column: number): LnsimError {
  return new LnsimError({ code: "missing-value", message: `${command.name} needs a ${argument.name}`, path: `column ${column + 1}`, expected: usage(command) });
}
