import type { MouseEvent } from "../inspector.ts";
import type { BlessedMouse } from "./blessed-screen.ts";

const kinds: { readonly [action: string]: MouseEvent["kind"] } = {
  mousedown: "down",
  mouseup: "up",
  mousemove: "drag",
  wheelup: "wheelUp",
  wheeldown: "wheelDown",
};

/** Tells clicks, drags and the wheel from what the mouse says; moves without a button are none of them. */
export class MouseReader {
  private isDown = false;

  read({ action, x, y }: BlessedMouse): MouseEvent | null {
    const kind = kinds[action];
    if (kind === undefined || (kind === "drag" && !this.isDown)) return null;
    if (kind === "down") this.isDown = true;
    if (kind === "up") this.isDown = false;
    return { kind, x, y };
  }
}
