import { applyPatches, enablePatches, produceWithPatches, type Draft, type Patch } from "immer";
import type { ViewState, Window } from "./view-state.ts";

enablePatches();

/** Where one was: what `back` and `forward` restore. */
interface Place {
  readonly view: ViewState["view"];
  readonly cursor: number;
  readonly window: Window;
  readonly selected: string;
}

/** A change that can be undone. */
interface Undoable {
  readonly name: string;
  readonly forth: readonly Patch[];
  readonly back: readonly Patch[];
}

/** How a command enters the history: moves are not remembered, jumps are places to come back to, the others can be undone. */
export type Remembered = "move" | "jump" | "change";

/** How many places, and how many changes, are remembered. */
const remembered = 500;

/** The state of the views, with what it was before. */
export class History {
  private present: ViewState;
  private readonly done: Undoable[] = [];
  private undone: Undoable[] = [];
  private places: Place[] = [];
  private place = 0;

  constructor(state: ViewState) {
    this.present = state;
  }

  get state(): ViewState {
    return this.present;
  }

  /** Changes the state as a command of this name does. */
  change(name: string, kind: Remembered, edit: (draft: Draft<ViewState>) => void): void {
    const before = this.present;
    const [after, forth, back] = produceWithPatches(before, edit);
    if (forth.length === 0) return;
    this.present = after;
    if (kind === "jump") this.leave(before);
    if (kind !== "change") return;
    this.done.push({ name, forth, back });
    if (this.done.length > remembered) this.done.shift();
    this.undone = [];
  }

  /** Takes the last change back; returns the name of its command, null when there is none. */
  undo(): string | null {
    const last = this.done.pop();
    if (last === undefined) return null;
    this.present = applyPatches(this.present, last.back);
    this.undone.push(last);
    return last.name;
  }

  redo(): string | null {
    const last = this.undone.pop();
    if (last === undefined) return null;
    this.present = applyPatches(this.present, last.forth);
    this.done.push(last);
    return last.name;
  }

  /** Goes to where one was before the last jump; false when there is no such place. */
  back(): boolean {
    if (this.place === 0) return false;
    this.places[this.place] = placeOf(this.present);
    this.restore(--this.place);
    return true;
  }

  forward(): boolean {
    if (this.place >= this.places.length - 1) return false;
    this.places[this.place] = placeOf(this.present);
    this.restore(++this.place);
    return true;
  }

  private leave(before: ViewState): void {
    this.places = [...this.places.slice(0, this.place), placeOf(before)].slice(-remembered);
    this.place = this.places.length;
  }

  private restore(index: number): void {
    this.present = { ...this.present, ...this.places[index] };
  }
}

function placeOf({ view, cursor, window, selected }: ViewState): Place {
  return { view, cursor, window, selected };
}
