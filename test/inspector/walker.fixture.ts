import { createInspector, textOf, type CellGrid } from "@lnsim/inspector";
import type { Session } from "@lnsim/simulator";

/** Somebody who looks around in a session and can go back the way they came, line by line. */
export interface Walker {
  /** What was on screen at first. */
  readonly first: string;
  /** Carries out a line of commands. */
  go(line: string): void;
  /** Takes back the last line that is not taken back yet; false: there is none. */
  goBack(): boolean;
  /** The cycle that is looked at. */
  cursor(): number;
  /** The frame of now: its text, and the styles of its cells. */
  frame(): string;
}

/** What leads back from a line, if anything changed, and the view to which. */
interface Taken {
  readonly back: string | null;
  readonly view: string;
}

/** @param begin a line of commands that leads to where the walk begins */
export function walker(session: Session, begin: string): Walker {
  const inspector = createInspector(session);
  const taken: Taken[] = [];
  let view = "timeline";
  const say = (line: string): string | null => {
    const { message, isError } = inspector.execute(line);
    if (isError) throw new Error(`${line}: ${message}`);
    return message;
  };
  const cursor = (): number => {
    const found = /^ cycle ([\d,]+)/m.exec(textOf(inspector.draw(80, 24)))!;
    return Number(found[1]!.replaceAll(",", ""));
  };
  const frame = (): string => {
    say("");
    return textAndStyles(inspector.draw(120, 40));
  };
  say(begin);
  return {
    first: frame(),
    cursor,
    frame,
    go(line) {
      const [from, viewBefore] = [cursor(), view];
      const message = say(line);
      if (line.startsWith("view ")) view = line.slice(5);
      taken.push({ view: viewBefore, back: leadingBack(line, { message, from, to: cursor(), isOtherView: view !== viewBefore }) });
    },
    goBack() {
      const last = taken.pop();
      if (last === undefined) return false;
      if (last.back !== null) say(last.back);
      view = last.view;
      return true;
    },
  };
}

interface Went {
  readonly message: string | null;
  readonly from: number;
  readonly to: number;
  readonly isOtherView: boolean;
}

/** The line that takes a line back: `undo` for what is shown, `back` for jumps, as many cycles for steps. */
function leadingBack(line: string, { message, from, to, isOtherView }: Went): string | null {
  const isChange = /^(zoom|fold-all)/.test(line) && !message?.startsWith("no op");
  if (isChange) return "undo";
  if (isOtherView) return "back";
  if (from === to || line.includes(";")) return null;
  if (/^(goto|search|next-stall|previous-stall)/.test(line)) return "back";
  return to > from ? `back-step ${to - from}` : `step ${from - to}`;
}

function textAndStyles(grid: CellGrid): string {
  const rows = Array.from({ length: grid.height }, (_, y) => grid.styles.slice(y * grid.width, (y + 1) * grid.width));
  return `${textOf(grid)}${rows.map((row) => runs(row)).join("\n")}\n`;
}

/** Styles of a row, each with how many cells have it. */
function runs(styles: readonly string[]): string {
  const parts: string[] = [];
  for (let at = 0; at < styles.length; ) {
    const end = styles.findIndex((style, index) => index > at && style !== styles[at]);
    parts.push(`${styles[at]} ${(end === -1 ? styles.length : end) - at}`);
    at = end === -1 ? styles.length : end;
  }
  return parts.join(", ");
}
