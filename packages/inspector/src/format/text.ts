/** A text cut to a number of columns, with "…" where something is missing. */
export function cut(text: string, columns: number): string {
  if (columns <= 0) return "";
  return text.length <= columns ? text : `${text.slice(0, columns - 1)}…`;
}

/** A text cut in front: for names whose end says more. */
export function cutFront(text: string, columns: number): string {
  if (columns <= 0) return "";
  return text.length <= columns ? text : `…${text.slice(text.length - columns + 1)}`;
}
