/** The values of the parts in one object, by their names. */
type Parts = ReadonlyMap<string, string>;

/** What says which of several texts a piece belongs to: the parts of each object around it that has any, from the root on. */
export type PartLevels = readonly Parts[];

/** One string for equal levels, in whatever order an object's keys stood. */
export function levelsKey(levels: PartLevels): string {
  return levels.map((parts) => [...parts.keys()].sort().map((name) => `${name}=${parts.get(name)}`)).join('\n');
}

/** Whether what `outer` names holds what `inner` names: a choice its tool calls, an item its parts, and each itself. */
export function covers(outer: PartLevels, inner: PartLevels): boolean {
  if (outer.length > inner.length) return false;
  return outer.every((parts, depth) => {
    for (const [name, value] of parts) if (inner[depth]?.get(name) !== value) return false;
    return true;
  });
}

/** How many parts there are. */
export function countParts(levels: PartLevels): number {
  return levels.reduce((count, parts) => count + parts.size, 0);
}
