import { LnsimError, nearestName } from "@lnsim/contracts";
import { movedTo } from "@lnsim/simulator";

/** Runs `use`; a mistake in it is said to stand at `place`. */
export function placed<T>(place: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw error instanceof LnsimError ? movedTo(error, error.path === undefined ? place : `${error.path}, for ${place}`) : error;
  }
}

/** Runs every one of `uses` and gathers their mistakes. @throws {LnsimError} the only one, or an AggregateError of several. */
export function gathered<T>(uses: readonly (() => T)[]): readonly T[] {
  const errors: LnsimError[] = [];
  const made = uses.flatMap((use) => {
    try {
      return [use()];
    } catch (error) {
      errors.push(...mistakesIn(error));
      return [];
    }
  });
  if (errors.length === 1) throw errors[0]!;
  if (errors.length > 1) throw new AggregateError(errors, `${errors.length} places of the sweep are wrong`);
  return made;
}

/** The user's mistakes in what was thrown; anything else is thrown on. */
export function mistakesIn(error: unknown): readonly LnsimError[] {
  const all: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  if (all.every((each) => each instanceof LnsimError)) return all as readonly LnsimError[];
  throw error;
}

/** A name that there is not, with the nearest one that there is. */
export function unknownKey(what: string, name: string, { place, known }: { readonly place: string; readonly known: readonly string[] }): LnsimError {
  const nearest = nearestName(name, known) ?? known.find((each) => each.endsWith(`.${name}`));
  return new LnsimError({
    code: "unknown-key",
    message: `${what} has no "${name}"`,
    path: place,
    ...(known.length <= 40 && { expected: known.join(", ") }),
    ...(nearest !== undefined && { nearest }),
  });
}
