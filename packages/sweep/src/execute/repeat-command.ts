import type { RunRequest } from "@lnsim/simulator";

/** The command that runs a request alone, quoted for a POSIX shell. @param folder where it will be typed */
export function repeatCommand(request: RunRequest, folder = process.cwd()): string {
  const { machine, trace, batch, set = [], plugins = [], steps, numerics, timing, passes, mapping, compat, data } = request;
  const words = ["lnsim", "run", "--machine", machine, "--trace", trace];
  const add = (flag: string, value: string | number | undefined): void => void (value !== undefined && words.push(flag, String(value)));
  add("--batch", batch);
  for (const edit of set) add("--set", edit);
  for (const plugin of plugins) add("--plugin", plugin);
  add("--steps", steps);
  if (numerics === false) add("--numerics", "off");
  if (timing === false) add("--timing", "off");
  add("--passes", passes?.join(","));
  add("--mapping", mapping);
  add("--compat", compat);
  add("--data", data);
  words.push(...seedWords(request), ...exactWords(request));
  const command = words.map(shellQuoted).join(" ");
  return request.folder === undefined || request.folder === folder ? command : `cd ${shellQuoted(request.folder)} && ${command}`;
}

/** One word as a POSIX shell takes it, quoted where it has to be. */
export function shellQuoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** A training that is drawn anew from its own seed is one of --seeds. */
function seedWords({ seed, redraw }: RunRequest): readonly string[] {
  if (redraw !== undefined) return ["--seeds", String(redraw)];
  return seed === undefined ? [] : ["--seed", String(seed)];
}

function exactWords({ exact = "skip" }: RunRequest): readonly string[] {
  return exact === "skip" ? [] : [`--exact=${exact}`];
}
