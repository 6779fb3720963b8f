import { oneLineForms, workloadNames } from "@lnsim/trace";

/** The networks whose traces are built, as errors list them: the sizes of GPT are one entry. */
export const builtNetworks: string = [...workloadNames.filter((name) => !name.includes(":")), ...sizeRange("gpt")].join(", ");

/** The same, and the forms of those that have their sizes in the name. */
export const builtNames: string = [builtNetworks, ...oneLineForms.map(({ form }) => form)].join(", ");

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
