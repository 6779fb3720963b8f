/** Marks up text for a terminal, or leaves it as it is. */
export interface Styles {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const plainText = (text: string): string => text;

/** No markup: for files, pipes and NO_COLOR. */
export const plainStyles: Styles = { bold: plainText, dim: plainText, red: plainText, yellow: plainText, cyan: plainText };

const colours: Styles = {
  bold: (text) => `\u001b[1m${text}\u001b[22m`,
  dim: (text) => `\u001b[2m${text}\u001b[22m`,
  red: (text) => `\u001b[31m${text}\u001b[39m`,
  yellow: (text) => `\u001b[33m${text}\u001b[39m`,
  cyan: (text) => `\u001b[36m${text}\u001b[39m`,
};

/** Colours on a terminal, unless NO_COLOR is set to anything but the empty string. */
export function stylesFor(stream: { readonly isTTY?: boolean | undefined }, environment: { readonly NO_COLOR?: string | undefined }): Styles {
  const isPlain = stream.isTTY !== true || (environment.NO_COLOR ?? "") !== "";
  return isPlain ? plainStyles : colours;
}
