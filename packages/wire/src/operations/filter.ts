import { FREE, ID, listOf, object, oneOf, type Shape } from '../shape.ts';

/** Which files are searched, by their attributes: one comparison, or several joined. Values are text, and numbers may be identifiers. */
export const FILTER: Shape = Object.freeze({
  fields: Object.freeze({
    type: oneOf('eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin', 'and', 'or'),
    key: ID,
    value: FREE,
    get filters() {
      return JOINED;
    },
  }),
});

const JOINED: Shape = listOf(FILTER);

/** How found passages are ranked. */
export const RANKING = object({
  ranker: oneOf('none', 'auto', 'default-2024-11-15', 'default-2024-08-21'),
  score_threshold: { number: 'known' },
  hybrid_search: object({ embedding_weight: { number: 'known' }, text_weight: { number: 'known' } }),
});
