export { createInspector, type InspectorOptions } from "./create-inspector.ts";
export type { CellGrid } from "./grid/cell-grid.ts";
export type { StyleName } from "./grid/style.ts";
export { svgOf } from "./grid/svg.ts";
export { textOf } from "./grid/text.ts";
export { themeFor, themeNamed, themeNames, type Look, type Theme, type ThemeName } from "./grid/theme.ts";
export type { Inspector, MouseEvent, Outcome, Request } from "./inspector.ts";
export { showInspector } from "./terminal/show-inspector.ts";
export { Waiting } from "./terminal/waiting.ts";
