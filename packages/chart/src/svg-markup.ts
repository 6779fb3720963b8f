/** Attributes of an element; numbers are written with two decimals at most. */
export type Attributes = { readonly [name: string]: string | number | undefined };

/** One SVG element with its content. */
export function element(name: string, attributes: Attributes, content: string | readonly string[] = ""): string {
  const written = Object.entries(attributes).map(([key, value]) => (value === undefined ? "" : ` ${key}="${typeof value === "number" ? short(value) : escaped(value)}"`));
  const inner = typeof content === "string" ? content : content.join("");
  return inner === "" ? `<${name}${written.join("")}/>` : `<${name}${written.join("")}>${inner}</${name}>`;
}

/** Text that means nothing to a parser of SVG. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** Two decimals at most. */
export function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}
