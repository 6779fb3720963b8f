/** Breaks a text into lines of at most `columns`, each behind `indent`. */
export function wrapText(text: string, columns: number, indent: string): string {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(" ")) {
    if (line.length > indent.length && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = indent + word;
    } else {
      line = line.length === indent.length ? line + word : `${line} ${word}`;
    }
  }
  return [...lines, line].join("\n");
}
