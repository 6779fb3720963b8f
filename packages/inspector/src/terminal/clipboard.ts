/** Most bytes that terminals take at once (xterm's limit, before base64). */
const maximumBytes = 74_994;

/** The sequence that puts a text into the clipboard of whoever sits before the terminal, over ssh too (OSC 52); null: too long. */
export function clipboardSequence(text: string, isInTmux: boolean): string | null {
  const bytes = Buffer.from(text, "utf8");
  if (bytes.length > maximumBytes) return null;
  const sequence = `\x1b]52;c;${bytes.toString("base64")}\x07`;
  return isInTmux ? `\x1bPtmux;${sequence.replaceAll("\x1b", "\x1b\x1b")}\x1b\\` : sequence;
}
