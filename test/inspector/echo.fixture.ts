/** Shows an inspector that only tells what it is told: for tests of the adapter to the terminal. */
import { showInspector, themeNamed, type CellGrid, type Inspector, type Outcome, type Request, type StyleName } from "@lnsim/inspector";

const done: string[] = [];

function told(text: string, ...requests: readonly Request[]): Outcome {
  done.push(text);
  return { message: null, isError: false, requests };
}

function press(key: string): Outcome {
  if (key === "q") return told("quit", { kind: "quit" });
  if (key === "y") return told("copied", { kind: "copy", text: "fünf Zyklen" });
  if (key === "s") return told("saved", { kind: "save", path: "/nowhere/frame.txt", content: "" });
  if (key === "!") throw new Error("a bug on purpose");
  return told(`key ${key}`);
}

function draw(width: number, height: number): CellGrid {
  const lines = [`${width} x ${height} ─│┌ ▁█`, ...done.slice(-(height - 1))];
  const characters: string[] = [];
  const styles: StyleName[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      characters.push(lines[y]?.[x] ?? " ");
      styles.push(y === 0 ? "selected" : "plain");
    }
  }
  return { width, height, characters, styles };
}

const inspector: Inspector = {
  execute: told,
  press,
  point: ({ kind, x, y }) => told(`${kind} ${x},${y}`),
  tell: (error) => void done.push(error),
  draw,
};

const end = await showInspector(inspector, themeNamed(process.argv[2] ?? "dark"));
console.log(`over: ${end}`);
process.exit(0);
