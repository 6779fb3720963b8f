import type { ArrayActivity } from "../job/job.ts";
import { streamKinds, type NocLayout } from "../noc/layout.ts";
import { peName, type Grid } from "./build-grid.ts";
import type { PeGridDescription } from "./description.ts";
import type { GridCounters } from "./read-counters.ts";
import { gridPeActivities } from "./state.ts";

/** Activities of every block of a grid: PEs, then buses, then banks. */
export function arrayActivities(description: PeGridDescription, layout: NocLayout): readonly ArrayActivity[] {
  const pes = Array.from({ length: layout.pes }, (_, pe) => Object.entries(gridPeActivities).map(([name, activity]): ArrayActivity => ({ block: peName(description, pe), name, ...activity })));
  const buses = Array.from({ length: layout.buses }, (_, bus): ArrayActivity[] => {
    const block = busName(layout, bus);
    return [
      { block, name: "flits", class: "work" },
      { block, name: "bank conflict", class: "stall", cause: "bank conflict" },
      { block, name: "idle", class: "idle" },
    ];
  });
  const banks = Array.from({ length: layout.banks }, (_, bank): ArrayActivity[] => {
    const block = `globalBuffer.bank${bank}`;
    return [
      { block, name: "read", class: "work" },
      { block, name: "write", class: "work" },
      { block, name: "idle", class: "idle" },
    ];
  });
  return [...pes, ...buses, ...banks].flat();
}

function busName({ rows, columns }: NocLayout, bus: number): string {
  if (bus < rows) return `noc.row${bus}`;
  return bus < rows + columns ? `noc.column${bus - rows}` : `noc.return${bus - rows - columns}`;
}

const peActivities = Object.keys(gridPeActivities).length;

/** Cycles of every activity, in the order of {@link arrayActivities}. */
export function readActivity({ kernel, context, pes }: Grid, counters: GridCounters): Float64Array {
  const { layout, flits } = context;
  const cycles = new Float64Array(pes.length * peActivities + 3 * (layout.buses + layout.banks));
  let place = 0;
  for (const pe of pes) for (let activity = 0; activity < peActivities; activity++) cycles[place++] = kernel.activityCycles(pe, activity);
  for (let bus = 0; bus < layout.buses; bus++) {
    let busy = 0;
    for (let stream = layout.first[bus]!; stream < layout.first[bus + 1]!; stream++) busy += counters.packets[stream]! * flits;
    cycles[place++] = busy;
    cycles[place++] = counters.bubbles[bus]!;
    cycles[place++] = kernel.now - busy - counters.bubbles[bus]!;
  }
  cycles.set(bankCycles(layout, counters, kernel.now), place);
  return cycles;
}

/** A stream's packets lie in consecutive banks from the one it starts in, so that their number tells those of every bank. */
function bankCycles({ streams, banks, kind, startBank }: NocLayout, { packets }: GridCounters, cycles: number): Float64Array {
  const spent = new Float64Array(3 * banks);
  for (let stream = 0; stream < streams; stream++) {
    const place = kind[stream] === streamKinds.out ? 1 : 0;
    const each = Math.floor(packets[stream]! / banks);
    const more = packets[stream]! - each * banks;
    for (let index = 0; index < banks; index++) spent[3 * ((startBank[stream]! + index) % banks) + place]! += each + (index < more ? 1 : 0);
  }
  for (let bank = 0; bank < banks; bank++) spent[3 * bank + 2] = cycles - spent[3 * bank]! - spent[3 * bank + 1]!;
  return spent;
}
