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

/** Cycles of every activity, in the order of {@link arrayActivities}. */
export function readActivity({ kernel, context, pes }: Grid, counters: GridCounters): Float64Array {
  const { layout, flits } = context;
  const cycles = kernel.now;
  const ofPes = pes.flatMap((pe) => kernel.activities(pe).map((activity) => activity.cycles));
  const ofBuses = Array.from({ length: layout.buses }, (_, bus) => {
    const packets = counters.packets.slice(layout.first[bus], layout.first[bus + 1]).reduce((sum, count) => sum + count, 0);
    return [packets * flits, counters.bubbles[bus]!, cycles - packets * flits - counters.bubbles[bus]!];
  });
  return Float64Array.from([...ofPes, ...ofBuses.flat(), ...bankCycles(layout, counters, cycles)]);
}

/** A stream's packets lie in consecutive banks from the one it starts in, so that their number tells those of every bank. */
function bankCycles({ streams, banks, kind }: NocLayout, { packets }: GridCounters, cycles: number): Float64Array {
  const spent = new Float64Array(3 * banks);
  for (let stream = 0; stream < streams; stream++) {
    const place = kind[stream] === streamKinds.out ? 1 : 0;
    const each = Math.floor(packets[stream]! / banks);
    const more = packets[stream]! - each * banks;
    for (let index = 0; index < banks; index++) spent[3 * ((stream + index) % banks) + place]! += each + (index < more ? 1 : 0);
  }
  for (let bank = 0; bank < banks; bank++) spent[3 * bank + 2] = cycles - spent[3 * bank]! - spent[3 * bank + 1]!;
  return spent;
}
