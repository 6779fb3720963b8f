import { parseIdentifier } from "@lnsim/contracts";
import type { Law } from "../../law.ts";
import { decodeAll, type FormatSubject } from "../subject.ts";

/** The identifier names the format, and nothing else. */
export const canonicalId: Law<FormatSubject> = {
  name: "canonical-id",
  sentence: "The identifier has the form name:key=value,..., and making it again gives the same format.",
  *check(subject) {
    const { id } = subject.format;
    if (parseIdentifier(id) === undefined) yield { input: "id", found: id, expected: "name, or name:key=value,..." };
    const again = subject.options.make?.(id);
    if (again === undefined) return;
    if (again.id !== id) yield { input: `the format made of "${id}"`, found: again.id, expected: id };
    const values = decodeAll({ ...subject, format: again }, subject.codes);
    const differs = values.findIndex((value, i) => !Object.is(value, subject.values[i]));
    if (differs < 0) return;
    const input = `decode(${subject.codes[differs]}) of the format made of "${id}"`;
    yield { input, found: String(values[differs]), expected: String(subject.values[differs]) };
  },
};
