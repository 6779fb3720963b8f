import { addressSpan } from "./address.ts";
import type { DramValues } from "./parameters.ts";
import { maximumBanks, maximumLookAhead } from "./state.ts";
import { heldRequests } from "./engine-state.ts";
import { dramTiming } from "./timing.ts";

/**
 * The state of a channel at cycle 0: what its slots start with, by name.
 *
 * @throws {LnsimError} code "invalid-combination" when the values contradict each other.
 */
export function channelInitial(values: DramValues, gigahertz: number, channel: number): Readonly<Record<string, number>> {
  const timing = dramTiming(values, gigahertz);
  const { channels, banks, rowBytes, burstBytes, interleaveBytes, ageCap, lookAhead } = values;
  return {
    ...timing,
    channel,
    channels,
    banks,
    rowBytes,
    burstBytes,
    interleaveBytes,
    span: addressSpan(values),
    isOpenPage: values.page === "open" ? 1 : 0,
    ageCap,
    lookAhead,
    isSynchronised: values.refreshSync === "free" ? 0 : 1,
    earlyRefresh: values.refreshSync === "tile" ? Math.floor(timing.tRefi / 4) : 0,
    nextRefresh: timing.tRfc > 0 ? timing.tRefi : Infinity,
    ...timesLongPast(),
  };
}

/** Names of the slots that a channel never writes: those of banks it does not have, and of rows that stay open where none do. */
export function channelConstants({ banks, page }: DramValues): readonly string[] {
  const perBank = (name: string, from: number) => Array.from({ length: maximumBanks - from }, (_, index) => `${name}${from + index}`);
  const rows = page === "closed" ? 0 : banks;
  return [...perBank("ready", banks), ...perBank("open", rows), ...perBank("usable", rows), ...perBank("closable", rows)];
}

/** Every time that is not a deadline to come: long past. */
function timesLongPast(): Readonly<Record<string, number>> {
  const numbered = (names: readonly string[], count: number) => names.flatMap((name) => Array.from({ length: count }, (_, index) => name + index));
  const names = [
    "wake",
    "decideAt",
    "busAt",
    "booked",
    ...numbered(["from", "rowUntil", "start", "end"], maximumLookAhead),
    ...numbered(["load.end", "store.end"], heldRequests),
    ...numbered(["ready", "usable", "closable"], maximumBanks),
  ];
  const open = numbered(["open"], maximumBanks).map((name) => [name, -1] as const);
  return Object.fromEntries([...names.map((name) => [name, -Infinity] as const), ...open]);
}
