import { FLAG, ID, listOf, oneOf, type Shape } from '../shape.ts';

/** The query of a list that is read page by page. */
export const PAGE_QUERY: readonly string[] = ['after', 'limit', 'order'];

/** One page of a list: its items, and where they begin and end. */
export function pageOf(item: Shape): Shape {
  return {
    only: ['object'],
    fields: { object: oneOf('list'), data: listOf(item), first_id: ID, last_id: ID, has_more: FLAG },
  };
}
