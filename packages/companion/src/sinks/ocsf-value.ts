/** The text at a place in an OCSF event; `undefined` where there is none, or something else. */
export function textAt(event: unknown, ...path: readonly string[]): string | undefined {
  const value = valueAt(event, path);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The whole number at a place in an OCSF event, 0 or more; `undefined` where there is none, or something else. */
export function countAt(event: unknown, ...path: readonly string[]): number | undefined {
  const value = valueAt(event, path);
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** Whatever is at a place in an OCSF event. */
export function valueAt(event: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, name) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? at[name as keyof typeof at] : undefined,
    event,
  );
}
