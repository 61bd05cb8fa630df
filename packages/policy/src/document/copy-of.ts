/** A copy of plain data, in which parts that are shared stay shared, so that it takes no more room than they do; `undefined` of what cannot be copied. */
export function copyOf(value: unknown): { readonly value: unknown } | undefined {
  try {
    return { value: structuredClone(value) };
  } catch {
    return undefined;
  }
}
