/** A value written on a command line or in an identifier: a number or a boolean where it reads as one, else text. */
export function parseScalar(text: string): number | boolean | string {
  if (text === "true") return true;
  if (text === "false") return false;
  if (/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text)) return Number(text);
  return text;
}
