import type { Handler } from "./handler.ts";

/** The command behind each entry of the command table, loaded only when it is asked for. */
export const handlers: { readonly [path: string]: () => Promise<Handler<never>> } = {
  run: async () => (await import("./run.ts")).run,
  compare: async () => (await import("./compare.ts")).compare,
  "machine list": async () => (await import("./machine-list.ts")).machineList,
  "machine show": async () => (await import("./machine-show.ts")).machineShow,
  "machine map": async () => (await import("./machine-map.ts")).machineMap,
  "format list": async () => (await import("./format-list.ts")).formatList,
  "format show": async () => (await import("./format-show.ts")).formatShow,
  "format encode": async () => (await import("./format-encode.ts")).formatEncode,
  "format decode": async () => (await import("./format-decode.ts")).formatDecode,
  "optimizer list": async () => (await import("./optimizer-list.ts")).optimizerList,
  "optimizer show": async () => (await import("./optimizer-show.ts")).optimizerShow,
  "plugin list": async () => (await import("./plugin-list.ts")).pluginList,
  "plugin check": async () => (await import("./plugin-check.ts")).pluginCheck,
  "plugin info": async () => (await import("./plugin-info.ts")).pluginInfo,
  "approx anneal": async () => (await import("./approx-anneal.ts")).approxAnneal,
  "numerics window": async () => (await import("./numerics-window.ts")).numericsWindow,
  "numerics update-errors": async () => (await import("./numerics-update-errors.ts")).numericsUpdateErrors,
  "trace list": async () => (await import("./trace-list.ts")).traceList,
  "trace record": async () => (await import("./trace-record.ts")).traceRecord,
  "trace build": async () => (await import("./trace-build.ts")).traceBuild,
  "trace info": async () => (await import("./trace-info.ts")).traceInfo,
};
