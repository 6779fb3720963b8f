import { buildTraceFile } from "@lnsim/simulator";
import type { Handler } from "./handler.ts";
import { renderTraceInfo } from "./trace-info.ts";

/** Input of `lnsim trace build`. */
export interface TraceBuildInput {
  readonly NAME: string;
  readonly out?: string;
  readonly batch?: number;
}

/** `lnsim trace build NAME` */
export const traceBuild: Handler<TraceBuildInput> = async ({ NAME: name, out, batch }, terminal) => {
  const file = out ?? `${name.replaceAll(/[:,=]/g, "-")}.lntrace`;
  const info = buildTraceFile({ name, file, ...(batch !== undefined && { batch }) });
  await terminal.print(renderTraceInfo(info, terminal));
  return 0;
};
