import type { Draft } from "immer";
import type { Request } from "../inspector.ts";
import type { Study } from "../model/study.ts";
import type { Remembered } from "../state/history.ts";
import type { ViewState } from "../state/view-state.ts";

/** All that a view or a command looks at. */
export interface Scene {
  readonly study: Study;
  /** What `study` is compared with; null: nothing. */
  readonly other: Study | null;
  readonly state: ViewState;
  readonly width: number;
  readonly height: number;
}

/** What an argument can be; what it is decides how it is read, checked and completed. */
export type ArgumentKind = "count" | "cycle" | "block" | "cause" | "op" | "condition" | "choice" | "text";

/** An argument of a command. The last one takes the rest of the line. */
export interface Argument {
  readonly name: string;
  readonly kind: ArgumentKind;
  readonly isOptional?: boolean;
  /** For choices. */
  readonly choices?: readonly string[];
}

/** Arguments as they were read; those that were left out are absent. */
export interface Values {
  readonly numbers: Readonly<Partial<Record<string, number>>>;
  readonly texts: Readonly<Partial<Record<string, string>>>;
}

/** A key and the line it stands for; a line that begins with ":" or "/" opens a prompt with it. */
export interface KeyBinding {
  readonly key: string;
  readonly line: string;
}

/** What becomes of a picture that is drawn for a command; a size of its own, or that of the screen. */
export type PictureRequest =
  | { readonly to: "print"; readonly width: number; readonly height: number }
  | { readonly to: "copy" }
  | { readonly to: "save"; readonly path: string };

/** What a command does to what is seen. */
export interface Change {
  readonly edit?: (draft: Draft<ViewState>) => void;
  readonly message?: string;
  readonly requests?: readonly Request[];
  /** Draws the picture of now and gives it away. */
  readonly picture?: PictureRequest;
  /** Goes through what was before instead. */
  readonly travel?: "undo" | "redo" | "back" | "forward";
}

/** The groups of commands in help and documentation. */
export const commandGroups = ["moving", "searching", "rows and zoom", "looking closer", "lists and marks", "program"] as const;

/** Something a user can do: from a key, the palette, the mouse, a script. */
export interface Command {
  /** Stable. */
  readonly name: string;
  readonly group: (typeof commandGroups)[number];
  /** One sentence without a full stop. */
  readonly summary: string;
  readonly arguments: readonly Argument[];
  readonly keys: readonly KeyBinding[];
  readonly remembered: Remembered;
  readonly run: (scene: Scene, values: Values) => Change;
}
