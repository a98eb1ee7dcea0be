/** Where a reader stands in a series and which way they last moved. */
export interface Heading {
  readonly index: number;
  readonly direction: 1 | -1;
}

/** A slice behind is worth one this many times as far ahead. */
const BEHIND_COST = 2;

/**
 * Indices of a series in the order in which their frames should come: the slice in view, then outwards, looking
 * further ahead than behind.
 */
export function outwardFrom({ index, direction }: Heading, count: number): readonly number[] {
  const cost = (candidate: number): number => {
    const ahead = (candidate - index) * direction;
    return ahead >= 0 ? ahead : -ahead * BEHIND_COST + 0.5;
  };
  return Array.from({ length: count }, (_, candidate) => candidate).sort((a, b) => cost(a) - cost(b));
}

/** Joins lists in order of importance; a key keeps its first place. */
export function inOrderOfImportance<K>(...lists: readonly (readonly K[])[]): readonly K[] {
  return [...new Set(lists.flat())];
}
