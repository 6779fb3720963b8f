import { LnsimError, formatError } from "@lnsim/contracts";
import type { Session } from "@lnsim/simulator";
import { carryOut } from "./commands/carry-out.ts";
import type { Change, PictureRequest, Scene } from "./commands/command.ts";
import { splitLine } from "./commands/split-line.ts";
import { linesByKey } from "./commands/table.ts";
import type { CellGrid } from "./grid/cell-grid.ts";
import type { MouseActions, Region } from "./grid/canvas.ts";
import { asciiGrid, textOf } from "./grid/text.ts";
import { svgOf } from "./grid/svg.ts";
import { themeNamed, type ThemeName } from "./grid/theme.ts";
import type { Inspector, MouseEvent, Outcome, Request } from "./inspector.ts";
import { studyOf } from "./model/study.ts";
import { Prompt } from "./prompt/prompt.ts";
import { History } from "./state/history.ts";
import { initialState } from "./state/initial-state.ts";
import { drawFrame, type LastLine } from "./views/frame/draw-frame.ts";

/** How an inspector is made. */
export interface InspectorOptions {
  /** A second session to compare the first with. */
  readonly other?: Session;
  /** Size of frames until the first one is drawn. Default: 80 by 24. */
  readonly width?: number;
  readonly height?: number;
  /** Theme of saved pictures. Default: dark. */
  readonly theme?: ThemeName;
  /** Whether only ASCII may be shown. Default: no. */
  readonly isAscii?: boolean;
}

/** Looks into a session. It is not closed by the inspector. */
export function createInspector(session: Session, options: InspectorOptions = {}): Inspector {
  return new SessionInspector(session, options);
}

/** Views that are a text. */
const scrolling: ReadonlySet<string> = new Set(["block", "help"]);

const nothing: Outcome = { message: null, isError: false, requests: [] };

class SessionInspector implements Inspector {
  private readonly scene: Omit<Scene, "state">;
  private readonly history: History;
  private readonly theme: ThemeName;
  private readonly isAscii: boolean;
  private readonly prompt = new Prompt();
  private width: number;
  private height: number;
  private last: Outcome = nothing;
  private regions: readonly Region[] = [];
  private dragged: { readonly area: Region["area"]; readonly actions: MouseActions } | null = null;

  constructor(session: Session, { other, width = 80, height = 24, theme = "dark", isAscii = false }: InspectorOptions) {
    const study = studyOf(session);
    this.width = width;
    this.height = height;
    this.theme = theme;
    this.isAscii = isAscii;
    this.scene = { study, other: other === undefined ? null : studyOf(other), width, height };
    this.history = new History(initialState(study));
    const { end } = study.recording;
    if (!end.isWhole && !session.isLive) this.last = { message: `the recording is not whole: ${end.reason}`, isError: false, requests: [] };
  }

  execute(line: string): Outcome {
    const requests: Request[] = [];
    const said: string[] = [];
    try {
      for (const statement of splitLine(line)) {
        const { command, change } = carryOut(statement, this.now());
        const message = this.apply(command.name, command.remembered, change, requests);
        if (message !== null) said.push(message);
      }
    } catch (error) {
      if (!(error instanceof LnsimError)) throw error;
      this.answer({ message: shortError(error), isError: true, requests });
      return { message: [...said, formatError(error)].join("\n"), isError: true, requests };
    }
    this.answer({ message: said.at(-1) ?? null, isError: false, requests });
    return { message: said.length === 0 ? null : said.join("\n"), isError: false, requests };
  }

  press(key: string): Outcome {
    if (this.prompt.isOpen) return this.pressInPrompt(key);
    const line = linesByKey.get(key);
    if (line === undefined) return this.answer({ message: `nothing is on ${key}: ? lists the keys`, isError: false, requests: [] });
    if (!/^[:/]/.test(line)) return this.execute(line);
    this.prompt.open(line[0] as ":" | "/", line.slice(1));
    return nothing;
  }

  point({ kind, x, y }: MouseEvent): Outcome {
    if (kind === "up") this.dragged = null;
    if (kind === "drag" && this.dragged !== null) {
      const { area, actions } = this.dragged;
      const within = Math.min(area.width - 1, Math.max(0, x - area.x));
      return this.execute(actions.drag?.(within, 0) ?? "");
    }
    const region = this.regions.findLast(({ area }) => x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height);
    if (region === undefined || kind === "up" || kind === "drag") return nothing;
    if (kind === "down" && region.actions.drag !== undefined) this.dragged = region;
    const act = kind === "down" ? region.actions.click : region.actions[kind];
    return act === undefined ? nothing : this.execute(act(x - region.area.x, y - region.area.y));
  }

  tell(error: string): void {
    this.last = { message: error, isError: true, requests: [] };
  }

  draw(width: number, height: number): CellGrid {
    this.width = width;
    this.height = height;
    const canvas = drawFrame(this.now(), this.lastLine());
    this.regions = canvas.regions;
    this.stopScrolling(canvas.scrolledTo);
    return this.shown(canvas.grid());
  }

  /** Texts scroll no further than their end. */
  private stopScrolling(line: number): void {
    const { view } = this.history.state;
    if (!scrolling.has(view) || (this.history.state.entry[view] ?? 0) <= line) return;
    this.history.change("scroll", "move", (draft) => void (draft.entry[view] = line));
  }

  private now(): Scene {
    return { ...this.scene, state: this.history.state, width: this.width, height: this.height };
  }

  private pressInPrompt(key: string): Outcome {
    const line = this.prompt.press(key, this.now());
    return line === null ? nothing : this.execute(line);
  }

  private answer(outcome: Outcome): Outcome {
    this.last = outcome;
    return outcome;
  }

  /** Takes a change over; returns what is to be said. */
  private apply(name: string, remembered: Parameters<History["change"]>[1], { edit, message, requests: wanted = [], picture, travel }: Change, requests: Request[]): string | null {
    if (edit !== undefined) this.history.change(name, remembered, edit);
    requests.push(...wanted);
    if (picture !== undefined) requests.push(this.request(picture));
    return (travel === undefined ? undefined : this.travel(travel)) ?? message ?? null;
  }

  private travel(way: NonNullable<Change["travel"]>): string | undefined {
    if (way === "back" || way === "forward") return this.history[way]() ? undefined : `there is nowhere to go ${way} to`;
    const name = this.history[way]();
    return name === null ? `nothing to ${way}` : `${way}: ${name}`;
  }

  private request(picture: PictureRequest): Request {
    const scene = picture.to === "print" ? { ...this.now(), width: picture.width, height: picture.height } : this.now();
    const grid = this.shown(drawFrame(scene, this.lastLine()).grid());
    const text = textOf(grid);
    if (picture.to === "print") return { kind: "print", text, grid };
    if (picture.to === "copy") return { kind: "copy", text };
    const content = picture.path.endsWith(".svg") ? svgOf(grid, themeNamed(this.theme), this.theme === "light" ? "light" : "dark") : text;
    return { kind: "save", path: picture.path, content };
  }

  private shown(grid: CellGrid): CellGrid {
    return this.isAscii ? asciiGrid(grid) : grid;
  }

  private lastLine(): LastLine {
    if (this.prompt.isOpen) return this.prompt.line(this.width);
    const { message, isError } = this.last;
    if (message === null) return { text: hints.find(({ length }) => length <= this.width) ?? "", kind: "hint", cursor: null, candidates: [] };
    return { text: ` ${message}`, kind: isError ? "error" : "message", cursor: null, candidates: [] };
  }
}

/** A mistake in one line: what is wrong, where, and what was meant. */
function shortError({ message, path, nearest, remedy, expected }: LnsimError): string {
  const meant = nearest === undefined ? undefined : `did you mean ${nearest}?`;
  return [path === undefined ? message : `${message} (${path})`, meant ?? remedy ?? (expected === undefined ? undefined : `want ${expected}`)].filter((part) => part !== undefined).join(": ");
}

const hints = [
  " ? help   : command   / filter   ← → step   ↑ ↓ select   + - zoom   enter open   w who is waited for   s next stall   e next event   ] next op   q quit",
  " ? help  : command  / filter  ← → step  + - zoom  enter open  w blame  q quit",
  " ? help  : command  q quit",
];
