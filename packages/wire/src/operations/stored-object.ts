import { FLAG, FREE, ID, listOf, MODEL, NUMBER, object, oneOf, type Shape } from '../shape.ts';

/** The query of a list that is read in pages. */
export const PAGED: readonly string[] = ['after', 'limit'];

/** The same, of a list with an order. */
export const ORDERED: readonly string[] = [...PAGED, 'order'];

/** The same, of a list that can be read backwards. */
export const BOTH_WAYS: readonly string[] = [...ORDERED, 'before'];

/** The model that a request asks for. */
export const ASKED_MODEL: Shape = Object.freeze({ ...MODEL, model: true });

/** The caller's own words and keys: `metadata`, `attributes`. */
export const OWN_FIELDS: Shape = FREE;

/** What every stored object carries; `kinds` are the values of `object`. */
export function stored(kinds: readonly string[], fields: Readonly<Record<string, Shape>>): Shape {
  return object({ id: ID, object: oneOf(...kinds), created_at: NUMBER, ...fields });
}

/** A page of a list. */
export function pageOf(item: Shape): Shape {
  return whole({ object: oneOf('list'), data: listOf(item), first_id: ID, last_id: ID, has_more: FLAG });
}

/** The answer of a deletion; `kind` is the value of `object`. */
export function deletion(...kinds: readonly string[]): Shape {
  return whole({ id: ID, object: oneOf(...kinds), deleted: FLAG });
}

/** A body that is an object with a vocabulary. */
export function whole(fields: Readonly<Record<string, Shape>>): Shape {
  return Object.freeze<Shape>({ only: ['object'], fields: Object.freeze(fields) });
}

/** An answer that has no body, or an empty object for one. */
export const NOTHING: Shape = whole({});

/** After how long something is deleted. */
export const EXPIRY = object({
  anchor: oneOf('created_at', 'last_active_at'),
  seconds: NUMBER,
  minutes: NUMBER,
  days: NUMBER,
});
