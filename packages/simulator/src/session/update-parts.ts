import type { UpdatePlace } from "@lnsim/hardware";
import type { ObservedUpdate } from "@lnsim/training";

/** Elements of a tensor that are updated, half open. */
export interface UpdatePart {
  readonly update: ObservedUpdate;
  readonly from: number;
  readonly to: number;
}

/** The tensors whose elements an op updates in a place: the op's parameter, and behind it the others of its layer; null where some have no codes. */
export function updateParts(updates: ReadonlyMap<string, ObservedUpdate>, { op, elements }: UpdatePlace): readonly UpdatePart[] | null {
  const { name, parameter = name } = op;
  const layer = layerOf(parameter);
  const parts: UpdatePart[] = [];
  let begin = 0;
  for (const update of updates.values()) {
    if (layerOf(update.name) !== layer) continue;
    if (begin === 0 && update.name !== parameter) return null;
    const { length } = update.before.codes;
    const [from, to] = [Math.max(0, elements.from - begin), Math.min(length, elements.to - begin)];
    if (from < to) parts.push({ update, from, to });
    begin += length;
  }
  return begin < elements.to ? null : parts;
}

function layerOf(parameter: string): string {
  return parameter.slice(0, parameter.lastIndexOf("."));
}
