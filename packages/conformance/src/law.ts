/** One way in which a plugin breaks a law. */
export interface Breach {
  /** What was given: enough to see it again. */
  readonly input: string;
  readonly found: string;
  readonly expected: string;
}

/** A breach with the law that it breaks. */
export interface Finding extends Breach {
  /** Name of the law, such as `round-trip`. */
  readonly law: string;
}

/** One promise of a contract, as data with its check: nothing here knows a test framework. */
export interface Law<Subject> {
  /** Lower case with hyphens; stable. */
  readonly name: string;
  /** One sentence that ends with a full stop, true of every plugin that keeps the law. */
  readonly sentence: string;
  /** Whether the law says anything about this subject; always when left out. */
  applies?(subject: Subject): boolean;
  /** Yields breaches as they are met; none where the law holds. */
  check(subject: Subject): Iterable<Breach>;
}

/** What became of one law. */
export interface Verdict {
  readonly law: string;
  readonly sentence: string;
  readonly outcome: "held" | "broken" | "not-applicable";
  /** Empty unless the law is broken. */
  readonly findings: readonly Finding[];
}

/** Findings per law: the first ones say what is wrong. */
const findingsPerLaw = 3;

/** Holds every law against a subject. What the plugin throws during a check is a finding of that law. */
export function examine<Subject>(laws: readonly Law<Subject>[], subject: Subject): readonly Verdict[] {
  return laws.map((law) => {
    const { name, sentence } = law;
    if (law.applies?.(subject) === false) return { law: name, sentence, outcome: "not-applicable", findings: [] };
    const findings = collect(law, subject);
    return { law: name, sentence, outcome: findings.length === 0 ? "held" : "broken", findings };
  });
}

function collect<Subject>(law: Law<Subject>, subject: Subject): readonly Finding[] {
  const findings: Finding[] = [];
  try {
    for (const breach of law.check(subject)) {
      findings.push({ law: law.name, ...breach });
      if (findings.length === findingsPerLaw) break;
    }
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    findings.push({ law: law.name, input: "the calls of this law", found: `throws: ${found}`, expected: "no exception" });
  }
  return findings;
}
