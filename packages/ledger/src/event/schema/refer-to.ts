import type { Schema } from './words.ts';

/**
 * Writes schemas as `$defs`, in which each of the named parts stands once and is referred to from where it is used. Which parts those are,
 * their identity as objects says.
 */
export function referTo(
  parts: Readonly<Record<string, Schema>>,
  schemas: Readonly<Record<string, Schema>>,
): Readonly<Record<string, unknown>> {
  const names = new Map<unknown, string>(Object.entries(parts).map(([name, part]) => [part, name]));
  const refer = (value: unknown): unknown => {
    const name = names.get(value);
    return name === undefined ? copy(value, refer) : { $ref: `#/$defs/${name}` };
  };
  return Object.fromEntries(
    Object.entries({ ...schemas, ...parts }).map(([name, schema]) => [name, copy(schema, refer)]),
  );
}

function copy(value: unknown, part: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(part);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, part(held)]));
}
