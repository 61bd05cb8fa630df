import { listOf, MODEL, NUMBER, object, oneOf, REFUSED, type Shape, TEXT } from '../shape.ts';
import { closedOrRefused } from '../string-rule.ts';
import { SAMPLED } from './fine-tuning-sampling.ts';

const PART: Shape = {
  only: ['object', 'string'],
  fields: {
    type: { only: ['string'], string: closedOrRefused('input_text', 'output_text') },
    text: TEXT,
    detail: oneOf('auto', 'low', 'high', 'original'),
    prompt_cache_breakpoint: object({ mode: oneOf('explicit') }),
    image_url: REFUSED,
    input_audio: REFUSED,
  },
};

const MESSAGE: Shape = {
  fields: {
    type: oneOf('message'),
    role: oneOf('user', 'assistant', 'system', 'developer'),
    // One part may stand without a list around it
    content: { only: ['string', 'array', 'object', 'null'], fields: PART.fields ?? {}, items: PART },
  },
};

/** Strings of a check, or the conversation that a model judges. */
const INPUT: Shape = { items: MESSAGE };

const CHECK: Readonly<Record<string, Shape>> = {
  type: oneOf('string_check', 'text_similarity', 'python', 'score_model', 'label_model', 'multi'),
  name: TEXT,
  input: INPUT,
  reference: TEXT,
  operation: oneOf('eq', 'ne', 'like', 'ilike'),
  evaluation_metric: oneOf(
    'cosine',
    'fuzzy_match',
    'bleu',
    'gleu',
    'meteor',
    'rouge_1',
    'rouge_2',
    'rouge_3',
    'rouge_4',
    'rouge_5',
    'rouge_l',
  ),
  source: TEXT,
  image_tag: TEXT,
  model: MODEL,
  range: listOf(NUMBER),
  sampling_params: SAMPLED,
  labels: listOf(TEXT),
  passing_labels: listOf(TEXT),
};

/** A grader. Of one that is made of others they stand in `graders`, one or by name. */
export const GRADER = object({
  ...CHECK,
  calculate_output: TEXT,
  graders: { fields: CHECK, others: object(CHECK) },
});
