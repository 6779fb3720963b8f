// A process that runs cheap points into a store, to be killed: node sweep-process.fixture.ts STORE COUNT JOBS.
import { openStore } from "../store/open-store.ts";
import { runPoints } from "./point-runner.ts";
import { cheapPoints } from "./points.fixture.ts";

const [file, count, jobs] = process.argv.slice(2) as [string, string, string];
const store = openStore(file);
await runPoints(cheapPoints(Number(count)), { store, jobs: Number(jobs) }, { onEvent: ({ type }) => process.stdout.write(`${type}\n`) });
store.close();
