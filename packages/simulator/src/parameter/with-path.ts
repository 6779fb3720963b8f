import { LnsimError } from "@lnsim/contracts";

/** Runs `call`; a typed error that does not say where it stands gets `path`. */
export function withPath<T>(path: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof LnsimError && error.path === undefined) throw placed(error, path);
    if (error instanceof AggregateError) {
      const errors = error.errors.map((each) => (each instanceof LnsimError ? placed(each, path) : each));
      throw new AggregateError(errors, error.message, { cause: error });
    }
    throw error;
  }
}

function placed(error: LnsimError, path: string): LnsimError {
  return movedTo(error, error.path === undefined ? path : `${error.path} of ${path}`);
}

/** The same mistake in another place. */
export function movedTo(error: LnsimError, path: string): LnsimError {
  const { code, message, found, expected, nearest, remedy, cause } = error;
  return new LnsimError({
    code,
    message,
    path,
    ...(found !== undefined && { found }),
    ...(expected !== undefined && { expected }),
    ...(nearest !== undefined && { nearest }),
    ...(remedy !== undefined && { remedy }),
    ...(cause !== undefined && { cause }),
  });
}
