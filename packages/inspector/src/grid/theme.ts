import { LnsimError, nearestName } from "@lnsim/contracts";
import { darkColours, lightColours, sixteenColours, type ColourTable } from "./colours.ts";
import { styleNames, type StyleName } from "./style.ts";

/** How a cell looks. Colours are those of a terminal of 256; null is the terminal's own. */
export interface Look {
  readonly foreground: number | null;
  readonly background: number | null;
  readonly isBold: boolean;
  readonly isUnderlined: boolean;
  readonly isInverse: boolean;
}

/** The look of every meaning. */
export type Theme = Readonly<Record<StyleName, Look>>;

/** Names of the themes: for dark and for light terminals, for those of sixteen colours, and without any colour. */
export const themeNames = ["dark", "light", "16", "mono"] as const;

export type ThemeName = (typeof themeNames)[number];

/** Meanings that are legible without colour too. */
const emphasis: Partial<Record<StyleName, Partial<Look>>> = {
  bar: { isInverse: true },
  title: { isBold: true },
  selected: { isInverse: true, isUnderlined: true },
  cursor: { isInverse: true, isBold: true },
  key: { isBold: true },
  error: { isBold: true },
  mark: { isBold: true },
};

function themeOf(colours: ColourTable | null): Theme {
  const looks = styleNames.map((name): [StyleName, Look] => {
    const { foreground = null, background = null } = colours?.[name] ?? {};
    const emphasised = emphasis[name] ?? {};
    const isInverse = background === null && emphasised.isInverse === true;
    return [name, { foreground, background, isBold: emphasised.isBold === true, isUnderlined: isInverse && emphasised.isUnderlined === true, isInverse }];
  });
  return Object.fromEntries(looks) as Theme;
}

const themes: Readonly<Record<ThemeName, Theme>> = {
  dark: themeOf(darkColours),
  light: themeOf(lightColours),
  "16": themeOf(sixteenColours),
  mono: themeOf(null),
};

/** A theme by its name. @throws {LnsimError} code "unknown-name". */
export function themeNamed(name: string): Theme {
  const known = themeNames.find((theme) => theme === name);
  if (known !== undefined) return themes[known];
  const nearest = nearestName(name, themeNames);
  throw new LnsimError({ code: "unknown-name", message: `there is no theme "${name}"`, found: name, expected: themeNames.join(", "), ...(nearest !== undefined && { nearest }) });
}

/** The theme that suits a terminal: none of the colours where NO_COLOR is set (https://no-color.org), sixteen where it has no more. */
export function themeFor(environment: Readonly<Record<string, string | undefined>>): ThemeName {
  if ((environment.NO_COLOR ?? "") !== "" || environment.TERM === "dumb") return "mono";
  if (/^(linux|vt\d+|ansi|xterm-16color)$/.test(environment.TERM ?? "")) return "16";
  const background = Number(environment.COLORFGBG?.split(";").at(-1) ?? "0");
  return background === 7 || background === 15 ? "light" : "dark";
}
