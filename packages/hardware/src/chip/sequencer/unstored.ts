/** Whether one of these ops is not all in memory; `stored`: how many are, the first ones. */
export function hasUnstored(list: readonly number[], stored: number): boolean {
  for (let index = 0; index < list.length; index++) if (list[index]! >= stored) return true;
  return false;
}
