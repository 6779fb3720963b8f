import type { Argument, Scene } from "../commands/command.ts";
import { commands, commandsByName } from "../commands/table.ts";

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
  const isLast = place === command.arguments.length - 1;
  const typed = isLast && argument.kind !== "condition" ? rest.split(/\s+/).slice(place).join(" ") : words.at(-1)!;
  return { start: line.length - typed.length, candidates: starting(namesFor(argument, scene, typed), typed) };
}

function namesFor(argument: Argument, scene: Scene, typed: string): readonly string[] {
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
    case "condition":
      return [...study.blockNumbers.keys(), ...(typed.includes(".") ? portsOf(scene, typed) : []), "on"];
    case "text":
      return argument.name === "scale" ? ["in", "out", "all", "op"] : [];
    case "count":
    case "op":
      return [];
  }
}

function portsOf({ study }: Scene, typed: string): readonly string[] {
  const block = typed.slice(0, typed.lastIndexOf("."));
  const number = study.blockNumbers.get(block);
  if (number === undefined) return [];
  const { layout } = study.timeline;
  const ports = [...study.links[number].into.map((link) => layout.links[link].to.port), ...study.links[number].outOf.map((link) => layout.links[link].from.port)];
  return ports.map((port) => `${block}.${port}`);
}

function starting(names: readonly string[], typed: string): readonly string[] {
  const lower = typed.toLowerCase();
  return names.filter((name) => name.toLowerCase().startsWith(lower));
}
