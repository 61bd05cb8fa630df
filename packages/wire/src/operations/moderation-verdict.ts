import { FLAG, listOf, MODEL, NUMBER, object, oneOf, type Shape, TEXT } from '../shape.ts';

const CATEGORIES = [
  'harassment',
  'harassment/threatening',
  'hate',
  'hate/threatening',
  'illicit',
  'illicit/violent',
  'self-harm',
  'self-harm/instructions',
  'self-harm/intent',
  'sexual',
  'sexual/minors',
  'violence',
  'violence/graphic',
];

/** What a moderation says of one text. */
export const FINDINGS: Readonly<Record<string, Shape>> = {
  model: MODEL,
  flagged: FLAG,
  categories: byCategory(FLAG),
  category_scores: byCategory(NUMBER),
  category_applied_input_types: byCategory(listOf(oneOf('text', 'image'))),
};

/** What it says of the texts of one side of a call, beside the answer. */
export const VERDICT = object({
  ...FINDINGS,
  type: oneOf('moderation_results', 'moderation_result', 'error'),
  code: TEXT,
  message: TEXT,
  results: listOf(object({ ...FINDINGS, type: oneOf('moderation_result') })),
});

function byCategory(shape: Shape): Shape {
  return { fields: Object.fromEntries(CATEGORIES.map((name) => [name, shape])), others: shape };
}
