import type { CellGrid } from "./cell-grid.ts";
import type { StyleName } from "./style.ts";

/** A rectangle of cells. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What the mouse means in an area: commands, of cells from its upper left corner. */
export interface MouseActions {
  readonly click?: (x: number, y: number) => string;
  readonly drag?: (x: number, y: number) => string;
  readonly wheelUp?: (x: number, y: number) => string;
  readonly wheelDown?: (x: number, y: number) => string;
}

/** An area, in cells of the whole picture, and what the mouse means there. */
export interface Region {
  readonly area: Area;
  readonly actions: MouseActions;
}

/** What the canvases of one picture share. */
interface Picture {
  readonly width: number;
  readonly characters: string[];
  readonly styles: StyleName[];
  readonly regions: Region[];
  /** The first line that is shown of a text that scrolls. */
  scrolledTo: number;
}

/** A rectangle to draw in, of its own or a part of another canvas. What is drawn beyond its edges is cut. */
export class Canvas {
  readonly width: number;
  readonly height: number;
  private readonly picture: Picture;
  private readonly x: number;
  private readonly y: number;

  private constructor(picture: Picture, { x, y, width, height }: Area) {
    this.picture = picture;
    this.x = x;
    this.y = y;
    this.width = width;
    this.height = height;
  }

  /** An empty canvas. */
  static of(width: number, height: number): Canvas {
    const cells = width * height;
    const picture = { width, characters: new Array<string>(cells).fill(" "), styles: new Array<StyleName>(cells).fill("plain"), regions: [], scrolledTo: 0 };
    return new Canvas(picture, { x: 0, y: 0, width, height });
  }

  /** A part of it; cut at its edges. */
  part({ x, y, width, height }: Area): Canvas {
    const left = Math.max(0, Math.min(x, this.width));
    const top = Math.max(0, Math.min(y, this.height));
    const area = { x: this.x + left, y: this.y + top, width: Math.max(0, Math.min(width, this.width - left)), height: Math.max(0, Math.min(height, this.height - top)) };
    return new Canvas(this.picture, area);
  }

  /** Writes text, a character a cell; returns the column after it. */
  put(x: number, y: number, text: string, style: StyleName = "plain"): number {
    let column = x;
    for (const character of text) this.cell(column++, y, character, style);
    return column;
  }

  /** Writes text so that it ends before column `end`; returns where it begins. */
  putRight(end: number, y: number, text: string, style: StyleName = "plain"): number {
    const x = end - [...text].length;
    this.put(x, y, text, style);
    return x;
  }

  /** Writes one character. */
  cell(x: number, y: number, character: string, style: StyleName): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const at = (this.y + y) * this.picture.width + this.x + x;
    this.picture.characters[at] = character;
    this.picture.styles[at] = style;
  }

  /** Gives cells another style and leaves their characters. */
  tint({ x, y, width, height }: Area, style: StyleName): void {
    const bottom = Math.min(this.height, y + height);
    const right = Math.min(this.width, x + width);
    for (let row = Math.max(0, y); row < bottom; row++) {
      for (let column = Math.max(0, x); column < right; column++) this.picture.styles[(this.y + row) * this.picture.width + this.x + column] = style;
    }
  }

  /** Fills a row with a character. */
  rule(y: number, character: string, style: StyleName = "dim"): void {
    for (let x = 0; x < this.width; x++) this.cell(x, y, character, style);
  }

  /** Draws the edges of a box, with a title in the upper one; returns its inside. */
  box(area: Area, title = "", { style = "dim", titleStyle = "title" }: { readonly style?: StyleName; readonly titleStyle?: StyleName } = {}): Canvas {
    const { x, y, width, height } = area;
    const right = x + width - 1;
    const bottom = y + height - 1;
    this.put(x, y, `┌${"─".repeat(Math.max(0, width - 2))}┐`, style);
    for (let row = y + 1; row < bottom; row++) {
      this.cell(x, row, "│", style);
      this.cell(right, row, "│", style);
    }
    this.put(x, bottom, `└${"─".repeat(Math.max(0, width - 2))}┘`, style);
    if (title !== "") this.part({ x: x + 1, y, width: width - 2, height: 1 }).put(1, 0, ` ${title} `, titleStyle);
    return this.part({ x: x + 1, y: y + 1, width: width - 2, height: height - 2 });
  }

  /** Says what the mouse means in this canvas; the last one said wins. */
  onMouse(actions: MouseActions): void {
    this.picture.regions.push({ area: { x: this.x, y: this.y, width: this.width, height: this.height }, actions });
  }

  /** All that was said about the mouse in the whole picture. */
  get regions(): readonly Region[] {
    return this.picture.regions;
  }

  /** Says which line of a text comes first on screen; the largest that is said counts. */
  scrollTo(line: number): void {
    this.picture.scrolledTo = Math.max(this.picture.scrolledTo, line);
  }

  /** The first line on screen of the text that scrolls furthest. */
  get scrolledTo(): number {
    return this.picture.scrolledTo;
  }

  /** The whole picture; not to be drawn in any more. */
  grid(): CellGrid {
    const { width, characters, styles } = this.picture;
    return { width, height: width === 0 ? 0 : characters.length / width, characters, styles };
  }
}
