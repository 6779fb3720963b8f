import { oneLineForms, workloadNames } from "@lnsim/trace";

/** The traces that are built, as errors list them: the sizes of a family are one entry. */
export const builtNames: string = [...workloadNames.filter((name) => !name.includes(":")), ...sizeRange("gpt"), ...oneLineForms.map(({ form }) => form)].join(", ");

function sizeRange(family: string): readonly string[] {
  const names = workloadNames.filter((name) => name.startsWith(`${family}:`));
  return [`${names[0]} to ${names.at(-1)}`];
}

/** What a name with a slip in it may have meant: all names, and its sizes behind the right family. */
export function namesLike(name: string): readonly string[] {
  const sizes = name.split(":").slice(1);
  const families = sizes.length === 0 ? [] : oneLineForms.map(({ form }) => form.split(":")[0]!);
  return [...workloadNames, ...families.map((family) => [family, ...sizes].join(":"))];
}
