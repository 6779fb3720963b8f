import { LnsimError, nearestName } from "@lnsim/contracts";
import type { Mapping } from "../mapping.ts";
import type { Sizes } from "../problem.ts";
import type { MappingEntry } from "./mapping-file.ts";

/** An op as pins are looked up for it. */
export interface NamedShape extends Sizes {
  readonly name: string;
}

/** A mapping that a user has pinned, and where it stands in the file. */
export interface Pin {
  readonly mapping: Mapping;
  readonly path: string;
}

/** The mappings of a file by what they are for. */
export class Pins {
  readonly #entries: readonly MappingEntry[];
  readonly #byOp = new Map<string, Pin>();
  readonly #byShape = new Map<string, Pin>();
  readonly #isLeftOut: (op: string) => boolean;

  /** @param isLeftOut tells ops that there are and that are not run this time; their mappings wait */
  constructor(entries: readonly MappingEntry[], isLeftOut: (op: string) => boolean = () => false) {
    this.#entries = entries;
    this.#isLeftOut = isLeftOut;
    entries.forEach((entry, index) => {
      const pin: Pin = { mapping: { tile: entry.tile, order: entry.order }, path: `mappings[${index}]` };
      if ("op" in entry) this.#byOp.set(entry.op, pin);
      else this.#byShape.set(shapeKey(entry.shape), pin);
    });
  }

  /** The mapping pinned for an op: by its name, else by its shape; undefined where there is none. */
  pinFor(op: NamedShape): Pin | undefined {
    return this.#byOp.get(op.name) ?? this.#byShape.get(shapeKey(op));
  }

  /**
   * Refuses a file with a mapping for no op: a slip in its name or its sizes would otherwise go unnoticed.
   *
   * @throws LnsimError unknown-name with the nearest op
   */
  requireKnown(ops: readonly NamedShape[]): void {
    const names = new Set(ops.map((op) => op.name));
    const shapes = new Set(ops.map(shapeKey));
    this.#entries.forEach((entry, index) => {
      if ("op" in entry ? names.has(entry.op) || this.#isLeftOut(entry.op) : shapes.has(shapeKey(entry.shape))) return;
      throw unknownTarget(entry, index, names);
    });
  }
}

function shapeKey({ m, n, k }: Sizes): string {
  return `m ${m}, n ${n}, k ${k}`;
}

function unknownTarget(entry: MappingEntry, index: number, names: ReadonlySet<string>): LnsimError {
  const code = "unknown-name";
  if ("shape" in entry) {
    return new LnsimError({ code, message: `no matrix product has the shape ${shapeKey(entry.shape)}`, path: `mappings[${index}].shape` });
  }
  const nearest = nearestName(entry.op, names);
  return new LnsimError({
    code,
    message: `no matrix product is called "${entry.op}"`,
    path: `mappings[${index}].op`,
    ...(nearest === undefined ? {} : { nearest }),
  });
}
