/**
 * The arbiter of a bank's one port, round robin: whether `bus` comes before `rival` when the turn is at `pointer`. The turn
 * passes on to the bus behind the winner when two have met.
 */
export function isAhead(bus: number, rival: number, pointer: number): boolean {
  return bus >= pointer === rival >= pointer ? bus < rival : bus >= pointer;
}
