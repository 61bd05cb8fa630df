const MOST_PARTS = 1_000_000;
const DEEPEST = 16;

/**
 * Tells whether a value is small enough to be looked at: at most a million parts, 16 deep, plain data. A part that is named several times, as
 * aliases of YAML do, counts each time.
 */
export function isBounded(value: unknown): boolean {
  let parts = 0;
  const visit = (part: unknown, depth: number): boolean => {
    if (++parts > MOST_PARTS || depth > DEEPEST) return false;
    if (typeof part !== 'object' || part === null) return true;
    if (Array.isArray(part)) return part.length <= MOST_PARTS && part.every((item) => visit(item, depth + 1));
    for (const key in part) if (!visit(Reflect.get(part, key), depth + 1)) return false;
    return true;
  };
  return visit(value, 0);
}
