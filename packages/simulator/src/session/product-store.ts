import type { ObservedProduct } from "@lnsim/training";
import { productKey } from "../values/product-key.ts";

/** A product as the training gave it to its datapath. */
export type CapturedProduct = Omit<ObservedProduct, "sums">;

/** Copies of the products of a step: of those that are asked for, and of others as long as there is room, which is in bytes. */
export class ProductStore {
  /** By key, in the order of the training; null for those that there was no room for. */
  readonly kept = new Map<string, CapturedProduct[] | null>();
  readonly #asked: string | null;
  #room: number;

  constructor(asked: string | null, room: number) {
    this.#asked = asked;
    this.#room = room;
  }

  readonly add = ({ sums: _, ...product }: ObservedProduct): void => {
    const { m, n, k, a, b } = product;
    const key = productKey(product.site, product);
    const others = this.kept.get(key);
    const bytes = (m * k + k * n) * a.BYTES_PER_ELEMENT;
    if (key !== this.#asked && (others === null || bytes > this.#room)) {
      this.kept.set(key, null);
      return;
    }
    this.#room -= bytes;
    const copy = { ...product, a: a.slice(0, m * k), b: b.slice(0, k * n) };
    this.kept.set(key, [...(others ?? []), copy]);
  };
}
