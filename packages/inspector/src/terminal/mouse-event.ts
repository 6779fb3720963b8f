import type { MouseEvent } from "../inspector.ts";

/** Asks a terminal to report buttons, the wheel and moves with a button held, in numbers that have no limit (SGR). */
export const mouseOn = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
export const mouseOff = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";

const reports = /\[<(\d+);(\d+);(\d+)([Mm])/g;

// Bits of a report's first number, beside the button: shift 4, alt 8, control 16.
const moving = 32;
const wheel = 64;

/** By the button that a turn of the wheel stands for. */
const wheelKinds: readonly MouseEvent["kind"][] = ["wheelUp", "wheelDown"];

/** What the mouse did, from bytes of the keyboard (an escape, then `[<`); several reports may come at once. */
export function readMouse(bytes: string): readonly MouseEvent[] {
  return [...bytes.matchAll(reports)].flatMap(([, code, column, row, end]) => {
    const kind = kindOf(Number(code), end === "m");
    return kind === null ? [] : [{ kind, x: Number(column) - 1, y: Number(row) - 1 }];
  });
}

/** Only the left button counts. */
function kindOf(code: number, isRelease: boolean): MouseEvent["kind"] | null {
  const button = code & 3;
  if ((code & wheel) !== 0) return wheelKinds[button] ?? null;
  if (button !== 0) return null;
  if ((code & moving) !== 0) return "drag";
  return isRelease ? "up" : "down";
}
