import { contractVersion } from "@lnsim/contracts";
import { resultSchemaVersion } from "../result/run-result.ts";
import { version } from "../version.ts";

/** What of the program decides results: programs of equal versions have equal results. */
export const programVersions = { lnsim: version, contracts: contractVersion, result: resultSchemaVersion } as const;
