import type { RecordedOp } from "@lnsim/recording";

/** An op by its name and its pass, which many names have in them already: "conv1.wgrad", "conv1 wgrad". */
export function opTitle({ name, pass }: Pick<RecordedOp, "name" | "pass">): string {
  return name.split(/[^A-Za-z0-9]+/).includes(pass) ? name : `${name} ${pass}`;
}
