import type { Entity } from '@sallyport/core';

/** What a category of an engine is to us: an entity, or nothing that identifies anybody. */
export type Category = { readonly type: Entity; readonly subtype?: string } | 'no_identifier';

/** The categories of an engine by its own names for them. */
export type CategoryTable = Readonly<Record<string, Category>>;

/** What a category is that no table knows: engines learn new ones, and what they look for is to stay in. */
const UNKNOWN: Category = Object.freeze({ type: 'OTHER_ID' });

/** The category of the first name that the table knows, else `OTHER_ID`. */
export function categoryOf(table: CategoryTable, names: readonly string[]): Category {
  const known = names.find((name) => Object.hasOwn(table, name));
  return (known === undefined ? undefined : table[known]) ?? UNKNOWN;
}
