import type { DatasetReference } from "../schema.ts";
import { datasetError } from "./dataset-error.ts";
import { Checksums } from "./dataset-files.ts";
import type { TextDataset } from "./dataset.ts";
import { TextSamples } from "./text-samples.ts";
import { readText } from "./text-files.ts";

/** Characters of a window, unless a trace says otherwise. */
const defaultWindow = 64;

/** Most windows that the validation text is judged by: its first ones. */
const mostValidationWindows = 512;

const mostCharacters = 2 ** 16;

/**
 * Loads a text for a character model. Its last tenth is for validation, in windows that follow one another (the first
 * {@link mostValidationWindows}); training windows start at any character of the rest. Throws as `loadDataset`.
 */
export function loadText(folder: string, expected: DatasetReference | undefined, window = defaultWindow): TextDataset {
  const checksums = new Checksums(expected);
  return createTextDataset(readText(folder, checksums, expected), checksums.sha256, { window, path: folder });
}

/** The same from a text in memory; `path` is how errors call it. */
export function createTextDataset(
  text: string,
  sha256: TextDataset["sha256"],
  { window, path }: { readonly window: number; readonly path: string },
): TextDataset {
  const characters = Array.from(text);
  const vocabulary = [...new Set(characters)].toSorted((a, b) => a.codePointAt(0)! - b.codePointAt(0)!);
  if (vocabulary.length > mostCharacters) throw datasetError(path, `${vocabulary.length} distinct characters`, `at most ${mostCharacters}`);
  const tokenOf = new Map(vocabulary.map((character, token) => [character, token]));
  const tokens = Uint16Array.from(characters, (character) => tokenOf.get(character)!);
  const cut = Math.floor((tokens.length * 9) / 10);
  const train = new TextSamples(tokens.subarray(0, cut), { length: window, spacing: 1 });
  const test = new TextSamples(tokens.subarray(cut), { length: window, spacing: window, most: mostValidationWindows });
  if (test.count === 0) throw datasetError(path, `a text of ${tokens.length} characters`, `at least ${10 * (window + 1)}, for windows of ${window}`);
  const input = { kind: "tokens", features: 1, height: 1, width: window } as const;
  return { kind: "text", input, classes: vocabulary.length, vocabulary, train, test, sha256 };
}
