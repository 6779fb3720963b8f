/**
 * The same number, as a small integer inside V8 where it is one: a field that has only ever held small integers stays
 * fast, while sums of typed-array elements arrive as boxed doubles.
 */
export function wholeNumber(x: number): number {
  return (x | 0) === x ? x | 0 : x;
}
