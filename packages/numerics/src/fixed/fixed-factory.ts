import type { FixedAccumulateDatapath } from "@lnsim/contracts";
import { checkFixedDatapath } from "./check-fixed-datapath.ts";
import type { FixedModules } from "./fixed-modules.ts";
import { FixedRunner, type RouteFilter } from "./fixed-runner.ts";
import { TableCache } from "../table-cache.ts";

/** Makes runners of checked datapaths, whose tables they share. */
export class FixedFactory {
  readonly #modules: FixedModules;
  readonly #cache = new TableCache();

  constructor(modules: FixedModules) {
    this.#modules = modules;
  }

  /** @throws LnsimError when the datapath breaks a limit */
  create(datapath: FixedAccumulateDatapath, allows?: RouteFilter): FixedRunner {
    checkFixedDatapath(datapath);
    return new FixedRunner(this.#modules, this.#cache, datapath, allows);
  }
}
