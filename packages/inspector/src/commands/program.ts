import { LnsimError } from "@lnsim/contracts";
import type { Change, Command, Scene } from "./command.ts";
import { defineCommand } from "./define-command.ts";

const group = "program";

/** Commands that give pictures away, and that end. */
export const programCommands: readonly Command[] = [
  defineCommand({ name: "palette", group, summary: "Opens a prompt for commands; tab completes", keys: { ":": ":" }, run: () => ({ message: "press : for the prompt" }) }),
  defineCommand({
    name: "frame",
    group,
    summary: "Prints the frame of now, of another size if one is given (120x40); for scripts",
    arguments: ["size:text?"],
    run: frame,
  }),
  defineCommand({ name: "copy", group, summary: "Copies the frame as text", keys: { y: "" }, run: () => ({ picture: { to: "copy" }, message: "copied" }) }),
  defineCommand({
    name: "save",
    group,
    summary: "Saves the frame as text, or as a picture where the name ends with .svg",
    arguments: ["file:text"],
    keys: { x: ":save frame.svg" },
    run: (_, { texts }) => ({ picture: { to: "save", path: texts.file! }, message: `saved as ${texts.file!}` }),
  }),
  defineCommand({ name: "quit", group, summary: "Ends", keys: { q: "", "C-c": "" }, run: () => ({ requests: [{ kind: "quit" }] }) }),
];

function frame(scene: Scene, { texts }: { readonly texts: Readonly<Partial<Record<string, string>>> }): Change {
  if (texts.size === undefined) return { picture: { to: "print", width: scene.width, height: scene.height } };
  const match = /^(\d+)x(\d+)$/.exec(texts.size);
  const [width, height] = match === null ? [0, 0] : [Number(match[1]), Number(match[2])];
  if (width < 40 || height < 10 || width > 1000 || height > 400) {
    throw new LnsimError({ code: "invalid-value", message: `"${texts.size}" is no size`, found: texts.size, expected: "columns and rows, from 40x10 to 1000x400, such as 120x40" });
  }
  return { picture: { to: "print", width, height } };
}
