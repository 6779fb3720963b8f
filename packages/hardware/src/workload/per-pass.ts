import { passes } from "./pass.ts";

/** Names of one counter per pass. */
type PerPass<Name extends string> = readonly [`${Name}.fprop`, `${Name}.loss`, `${Name}.dgrad`, `${Name}.wgrad`, `${Name}.update`];

/**
 * A counter for every pass: a block adds to the one of pass p with `kernel.count(block, FIRST + p, n)`, FIRST being
 * the number of the first one.
 */
export function perPass<const Name extends string>(name: Name): PerPass<Name> {
  return passes.map((pass) => `${name}.${pass}`) as unknown as PerPass<Name>;
}
