import { LnsimError } from "@lnsim/contracts";

/** The error for a layer that cannot stand where it stands; `path` is that of its field. */
export function misfit(path: string, found: unknown, expected: string): LnsimError {
  return new LnsimError({
    code: "invalid-value",
    message: "the layers of the network do not fit",
    path,
    found: typeof found === "string" ? found : JSON.stringify(found),
    expected,
    remedy: "give the layer the sizes of what it reads, or let it read another layer",
  });
}
