/** What kind of mistake an {@link LnsimError} reports. Stable: programs may match on it. */
export type ErrorCode =
  | "unknown-name"
  | "unknown-key"
  | "invalid-value"
  | "missing-value"
  | "invalid-combination"
  | "syntax"
  | "file-not-found"
  | "file-unreadable"
  | "file-unwritable"
  | "trace-truncated"
  | "trace-corrupt"
  | "trace-version"
  | "recording-corrupt"
  | "recording-version"
  | "recording-foreign"
  | "dataset-invalid"
  | "plugin-invalid"
  | "plugin-failed"
  | "unsupported"
  | "check-failed"
  | "interrupted";

/** The parts of an error, each of which is printed when it is present. */
export interface ErrorDetails {
  readonly code: ErrorCode;
  /** One sentence without a final full stop: what is wrong. */
  readonly message: string;
  /** Where: a dotted parameter path, a file, `file:line:column`, or both. */
  readonly path?: string;
  /** The value met, as it should be shown. */
  readonly found?: string;
  /** What would have been accepted. */
  readonly expected?: string;
  /** The closest valid name, when a name was mistyped. */
  readonly nearest?: string;
  /** What to do about it. */
  readonly remedy?: string;
  readonly cause?: unknown;
}

/**
 * A user's mistake (configuration, trace, plugin, file), never a bug of lnsim: it is reported without a stack
 * and ends the program with exit code 2. A broken invariant throws any other error and ends with 70.
 */
export class LnsimError extends Error {
  override readonly name = "LnsimError";
  readonly code: ErrorCode;
  readonly path: string | undefined;
  readonly found: string | undefined;
  readonly expected: string | undefined;
  readonly nearest: string | undefined;
  readonly remedy: string | undefined;

  constructor(details: ErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.path = details.path;
    this.found = details.found;
    this.expected = details.expected;
    this.nearest = details.nearest;
    this.remedy = details.remedy;
  }
}

/** The error as lines for a person: the sentence, then where, found, expected, nearest name and remedy. */
export function formatError(error: LnsimError): string {
  const lines = [`error: ${error.message}`];
  if (error.path !== undefined) lines.push(`     at: ${error.path}`);
  if (error.found !== undefined) lines.push(`  found: ${error.found}`);
  if (error.expected !== undefined) lines.push(`   want: ${error.expected}`);
  if (error.nearest !== undefined) lines.push(`   hint: did you mean "${error.nearest}"?`);
  if (error.remedy !== undefined) lines.push(`     do: ${error.remedy}`);
  return lines.join("\n");
}

/** The candidate with the smallest edit distance to `name`, or undefined when none is near enough to be a slip. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein distance in one row of memory. */
function editDistance(a: string, b: string): number {
  const row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    let diagonal = row[0]!;
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j]!;
      row[j] = Math.min(above + 1, row[j - 1]! + 1, diagonal + (a[i - 1] === b[j - 1] ? 0 : 1));
      diagonal = above;
    }
  }
  return row[b.length]!;
}
