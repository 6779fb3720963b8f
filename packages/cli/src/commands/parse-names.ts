/** Names with commas between them, each once, in the order in which they are first named. */
export function parseNames(text: string): readonly string[] {
  return [...new Set(text.split(",").map((name) => name.trim()))];
}
