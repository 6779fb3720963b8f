import type { Scene } from "../commands/command.ts";
import type { LastLine } from "../views/frame/draw-frame.ts";
import { completions } from "./complete.ts";

/** Lines that were typed before, and are kept. */
const kept = 100;

/** The line in which commands and filters are typed: with a cursor, completion by tab, and the lines before. */
export class Prompt {
  private sign: ":" | "/" | null = null;
  private text = "";
  private cursor = 0;
  private candidates: readonly string[] = [];
  private chosen = -1;
  private completed = 0;
  private readonly before: string[] = [];
  private recalled = 0;

  get isOpen(): boolean {
    return this.sign !== null;
  }

  open(sign: ":" | "/", text: string): void {
    this.sign = sign;
    this.write(text);
    this.recalled = this.before.length;
  }

  /** Takes a key; returns the line to execute when it is one that ends the prompt, null otherwise. */
  press(key: string, scene: Scene): string | null {
    if (key === "tab" || key === "S-tab") return this.complete(key === "tab" ? 1 : -1, scene);
    this.candidates = [];
    this.chosen = -1;
    switch (key) {
      case "enter":
        return this.finish();
      case "escape":
      case "C-c":
        this.sign = null;
        return null;
      case "backspace":
        if (this.text === "") this.sign = null;
        else if (this.cursor > 0) this.splice(this.cursor - 1, 1, "");
        return null;
      case "delete":
        this.splice(this.cursor, 1, "");
        return null;
      case "up":
      case "down":
        this.recall(key === "up" ? -1 : 1);
        return null;
      case "left":
      case "right":
      case "home":
      case "end":
        this.cursor = { left: Math.max(0, this.cursor - 1), right: Math.min(this.text.length, this.cursor + 1), home: 0, end: this.text.length }[key];
        return null;
      case "C-u":
        this.write("");
        return null;
      case "space":
        this.splice(this.cursor, 0, " ");
        return null;
      default:
        if ([...key].length === 1) this.splice(this.cursor, 0, key);
        return null;
    }
  }

  /** How it looks. */
  line(width: number): LastLine {
    const shown = ` ${this.sign ?? ""}${this.text} `;
    const cut = Math.max(0, this.cursor + 3 - width);
    const first = Math.max(0, this.chosen - 3);
    const candidates = this.candidates.slice(first).map((candidate, index) => (first + index === this.chosen ? `[${candidate}]` : candidate));
    return { text: shown.slice(cut), kind: "prompt", cursor: this.cursor + 2 - cut, candidates };
  }

  private write(text: string): void {
    this.text = text;
    this.cursor = text.length;
    this.candidates = [];
    this.chosen = -1;
  }

  private splice(at: number, remove: number, insert: string): void {
    this.text = this.text.slice(0, at) + insert + this.text.slice(at + remove);
    this.cursor = at + insert.length;
  }

  private finish(): string {
    const { sign, text } = this;
    this.sign = null;
    if (text !== "" && text !== this.before.at(-1)) this.before.push(text);
    if (this.before.length > kept) this.before.shift();
    return sign === "/" ? `filter ${text === "" ? "" : quoted(text)}` : text;
  }

  private recall(by: number): void {
    this.recalled = Math.min(this.before.length, Math.max(0, this.recalled + by));
    this.write(this.before[this.recalled] ?? "");
  }

  /** The only candidate is taken; of several, what they have in common, then one after the other. */
  private complete(by: 1 | -1, scene: Scene): null {
    if (this.sign !== ":") return null;
    if (this.chosen === -1) {
      const { start, candidates } = completions(this.text, scene);
      this.completed = start;
      this.candidates = candidates;
      const common = commonStart(candidates);
      if (candidates.length > 1 && common.length > this.text.length - start) return this.take(common);
    }
    if (this.candidates.length === 0) return null;
    if (this.candidates.length === 1) {
      this.take(`${this.candidates[0]} `);
      this.candidates = [];
      return null;
    }
    this.chosen = (this.chosen + by + this.candidates.length + (this.chosen === -1 && by === -1 ? 1 : 0)) % this.candidates.length;
    return this.take(this.candidates[this.chosen]);
  }

  private take(word: string): null {
    this.text = this.text.slice(0, this.completed) + word;
    this.cursor = this.text.length;
    return null;
  }
}

function commonStart(words: readonly string[]): string {
  const first = words[0] ?? "";
  let length = first.length;
  for (const word of words) while (!word.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}

/** A text that holds a semicolon is kept together by quotes; quotes of its own would end them. */
function quoted(text: string): string {
  return text.includes(";") ? `"${text.replaceAll('"', "")}"` : text.replaceAll('"', "");
}
