/** Runs turbo with the given arguments and without its telemetry: `node scripts/turbo.ts run build`. */
import { runCommand } from "./run-command.ts";

process.exitCode = runCommand("turbo", process.argv.slice(2));
