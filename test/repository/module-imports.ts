import { init, parse } from "es-module-lexer";

await init();

/** Specifiers of everything a TypeScript or JavaScript module imports or re-exports, types included, each once. */
export function importedSpecifiers(source: string): string[] {
  const [imports] = parse(source);
  return [...new Set(imports.map((entry) => ("specifier" in entry ? entry.specifier : null)))].filter((specifier) => typeof specifier === "string");
}
