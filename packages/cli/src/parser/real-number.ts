/** The lexer takes a word that starts with "-" for flags, unless it is a number; a true minus sign passes it. */
const trueMinus = "\u2212";

/** Arguments in which "-Infinity" stands so that the lexer lets it through as a value. */
export function shieldInfinities(args: readonly string[]): string[] {
  return args.map((argument) => (/^-inf(inity)?$/i.test(argument) ? trueMinus + argument.slice(1) : argument));
}

/** A real number as it is typed, Infinity and NaN included; undefined for any other text. */
export function parseReal(text: string): number | undefined {
  if (/^nan$/i.test(text)) return Number.NaN;
  const infinity = /^([-+\u2212]?)inf(inity)?$/i.exec(text);
  if (infinity !== null) return ["-", trueMinus].includes(infinity[1]!) ? -Infinity : Infinity;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}
