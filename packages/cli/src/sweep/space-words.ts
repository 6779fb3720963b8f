import { lineFlags, type SpaceInput } from "./space-input.ts";

/** The words of a command line that say the same space again. */
export function spaceWords(input: SpaceInput): readonly string[] {
  const { FILE } = input;
  const flags = lineFlags.flatMap((flag) => {
    const given = input[flag];
    return given === undefined ? [] : [given].flat().flatMap((value) => [`--${flag}`, String(value)]);
  });
  return FILE === undefined ? flags : [FILE, ...flags];
}
