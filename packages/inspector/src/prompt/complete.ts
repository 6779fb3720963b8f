import type { Argument, Scene } from "../commands/command.ts";
import { commands, commandsByName } from "../commands/table.ts";
import { lastOp } from "../model/ops.ts";
import type { Study } from "../model/study.ts";
import { conditionNames } from "./complete-condition.ts";

/** What the end of a line can become. */
export interface Completion {
  /** Where in the line the completed word begins. */
  readonly start: number;
  readonly candidates: readonly string[];
}

/** What the last word of a line can be: the names of commands, then what its argument can be. */
export function completions(line: string, scene: Scene): Completion {
  const begin = line.lastIndexOf(";") + 1;
  const statement = line.slice(begin).trimStart();
  const offset = line.length - statement.length;
  const name = /^\S+/.exec(statement)?.[0] ?? "";
  if (name.length === statement.length) return { start: offset, candidates: starting(commands.map((command) => command.name), name) };
  const command = commandsByName.get(name);
  if (command === undefined) return { start: line.length, candidates: [] };
  const rest = statement.slice(name.length).trimStart();
  const words = rest.split(/\s+/);
  const place = Math.min(words.length, command.arguments.length) - 1;
  const argument = command.arguments[place];
  if (argument === undefined) return { start: line.length, candidates: [] };
  if (argument.kind === "condition") {
    const { typed, names } = conditionNames(name, rest, scene.study);
    return { start: line.length - typed.length, candidates: starting(names, typed) };
  }
  const typed = place === command.arguments.length - 1 ? rest.split(/\s+/).slice(place).join(" ") : words.at(-1)!;
  return { start: line.length - typed.length, candidates: starting(namesFor(argument, scene), typed) };
}

function namesFor(argument: Argument, scene: Scene): readonly string[] {
  const { study, state } = scene;
  switch (argument.kind) {
    case "block":
      return [...study.tree.nodes.keys()];
    case "cause":
      return ["any", ...study.palette.causes.map(({ cause }) => cause)];
    case "choice":
      return argument.choices!;
    case "cycle":
      return ["start", "end", ...state.bookmarks.map(({ name }) => `'${name}`)];
    case "text":
      return argument.name === "scale" ? ["in", "out", "all", "op"] : argument.name === "expression" ? opNames(study) : [];
    case "condition":
    case "count":
    case "op":
      return [];
  }
}

/** Names of the known ops, as expressions that match them. */
function opNames(study: Study): readonly string[] {
  const last = lastOp(study);
  const names = [...study.recording.ops, ...(last === null ? [] : [last])].map(({ name }) => name.replace(/[\\^$*+?()[\]{}|]/g, "\\$&"));
  return [...new Set(names)];
}

function starting(names: readonly string[], typed: string): readonly string[] {
  const lower = typed.toLowerCase();
  return names.filter((name) => name.toLowerCase().startsWith(lower));
}
