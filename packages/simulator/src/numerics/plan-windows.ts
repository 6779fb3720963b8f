import { LnsimError, type IntegerParameter } from "@lnsim/contracts";
import type { Arithmetic } from "@lnsim/training";
import { describeMachine, type MachineDescription } from "../machine/describe-machine.ts";
import { resolveArithmetic } from "../run/resolve-arithmetic.ts";
import { openNamedTrace } from "../trace/open-named-trace.ts";
import { lsbParameter, offersExactSums, requireWindow } from "./movable-window.ts";
import { requireValues } from "./require-values.ts";
import { windowPlaces, type WindowPlaces } from "./window-place.ts";
import type { WindowRequest, WindowStudy } from "./window-study.ts";

/** One training of a study. */
export interface WindowTrial {
  /** In a few words, for the progress. */
  readonly name: string;
  /** Changes of the machine, as `path=value`. */
  readonly set: readonly string[];
}

/** A training in one window. */
export interface PlannedWindow extends WindowTrial {
  readonly lsb: number;
  readonly places: WindowPlaces;
}

/** A study that can be carried out. */
export interface WindowPlan extends Pick<WindowStudy, "machineLsb" | "leftOut" | "steps"> {
  readonly machine: MachineDescription;
  /** The unchanged datapath in words. */
  readonly datapath: string;
  readonly windows: readonly PlannedWindow[];
  /** Whether the last of the trials is the one with exact sums. */
  readonly hasExactSums: boolean;
  readonly trials: readonly WindowTrial[];
}

const defaultSteps = 100;
/** Octaves below and above the machine's own LSB, and from one window to the next, where none are asked for. */
const around = { below: 6, above: 8, step: 2 } as const;
const lsbPath = "numerics.datapath.lsb";

/**
 * Describes the machine of every window before the first one is trained.
 *
 * @throws {LnsimError} for a shape trace, a datapath without a window that can be moved, and windows that were asked for
 * and in which it cannot compute.
 */
export async function planWindows(request: WindowRequest): Promise<WindowPlan> {
  const trace = openNamedTrace(request);
  requireValues(trace);
  const set = request.set ?? [];
  const machine = await describe(request, set);
  const parameter = lsbParameter(machine);
  const arithmetic = resolveArithmetic(machine);
  requireWindow(machine, arithmetic);
  const machineLsb = machine.values.numerics.datapath["lsb"] as number;
  const { windows, leftOut } = await describeWindows(request, parameter, machineLsb);
  const hasExactSums = offersExactSums(machine);
  const exact: WindowTrial = { name: "exact sums", set: [...set, "numerics.datapath.accumulation=wide"] };
  return {
    machine,
    datapath: arithmetic.datapaths.fprop.description,
    machineLsb,
    windows,
    leftOut,
    steps: request.steps ?? Math.min(defaultSteps, trace.header.steps),
    hasExactSums,
    trials: hasExactSums ? [...windows, exact] : windows,
  };
}

/** Windows around `own`, as far as the parameter goes. */
export function windowsAround(own: number, { minimum, maximum }: Pick<IntegerParameter, "minimum" | "maximum">): readonly number[] {
  const lsbs: number[] = [];
  for (let lsb = own - around.below; lsb <= own + around.above; lsb += around.step) {
    if (lsb >= minimum && lsb <= maximum) lsbs.push(lsb);
  }
  return lsbs;
}

async function describeWindows(request: WindowRequest, parameter: IntegerParameter, own: number): Promise<Pick<WindowPlan, "windows" | "leftOut">> {
  const lsbs = request.lsbs === undefined ? windowsAround(own, parameter) : [...new Set(request.lsbs)].sort((a, b) => a - b);
  const windows: PlannedWindow[] = [];
  const leftOut: WindowPlan["leftOut"][number][] = [];
  for (const lsb of lsbs) {
    const set = [...(request.set ?? []), `${lsbPath}=${lsb}`];
    try {
      const places = windowPlaces(await arithmeticOf(request, set));
      windows.push({ name: `window 2^${lsb}`, set, lsb, places });
    } catch (error) {
      // What was asked for has to be possible; what stands around the machine's own window need not be.
      if (request.lsbs !== undefined || lsb === own || !(error instanceof LnsimError)) throw error;
      leftOut.push({ lsb, reason: [error.message, error.expected].filter((part) => part !== undefined).join(": ") });
    }
  }
  return { windows, leftOut };
}

async function arithmeticOf(request: WindowRequest, set: readonly string[]): Promise<Arithmetic> {
  return resolveArithmetic(await describe(request, set));
}

function describe({ machine, folder, plugins }: WindowRequest, set: readonly string[]): Promise<MachineDescription> {
  return describeMachine({ machine, set, ...(folder !== undefined && { folder }), ...(plugins !== undefined && { plugins }) });
}
