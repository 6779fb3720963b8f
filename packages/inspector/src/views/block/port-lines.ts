import type { BlockState, MessageState, PortState } from "@lnsim/simulator";
import { rowBar } from "../../grid/bar.ts";
import { heading } from "../../grid/heading.ts";
import type { Line } from "../../grid/spans.ts";
import { grouped, real } from "../../format/number.ts";
import { cut } from "../../format/text.ts";

/** Messages of a queue that are listed. */
const mostMessages = 3;

/** The ports of a block: who is at the other end, how full the queue is, the oldest messages in it. */
export function portLines({ ports }: BlockState, width: number, cursor: number): readonly Line[] {
  const linked = ports.filter(({ peer }) => peer !== null);
  return [heading("queues", width), ...linked.flatMap((port) => [portLine(port, width), ...messageLines(port, width, cursor)])];
}

function portLine({ name, direction, peer, capacity, level }: PortState, width: number): Line {
  const fill = `${grouped(level)}/${grouped(capacity)}`;
  const bar = rowBar(capacity === 0 ? 0 : level / capacity, 6);
  const label = `${name} ${direction === "in" ? "←" : "→"} ${peer}`;
  const room = Math.max(0, width - 8 - 10);
  return [cut(label, room).padEnd(room), " ", [bar, level >= capacity ? "mark" : "level"], fill.padStart(10)];
}

function messageLines({ messages, level, direction }: PortState, width: number, cursor: number): readonly Line[] {
  if (direction === "out") return [];
  const shown = messages.slice(0, mostMessages).map((message): Line => [[cut(messageText(message, cursor), width), "dim"]]);
  return level > shown.length && shown.length > 0 ? [...shown, [[`   and ${grouped(level - shown.length)} more`, "dim"]]] : shown;
}

function messageText({ visibleAt, words }: MessageState, cursor: number): string {
  const content = Object.entries(words).map(([name, value]) => `${name} ${real(value)}`);
  const when = visibleAt <= cursor + 1 ? "" : `in ${grouped(visibleAt - cursor)} `;
  return `   ${when}${content.length === 0 ? "token" : content.join("  ")}`;
}
