import { ID, listOf, MODEL, NUMBER, object, oneOf, REFUSED, type Shape, TEXT } from '../shape.ts';
import { closedOrRefused } from '../string-rule.ts';
import { REASONING_EFFORT } from './reasoning.ts';

const PART_FIELDS: Readonly<Record<string, Shape>> = {
  type: { string: closedOrRefused('input_text', 'output_text', 'input_image', 'input_file', 'text', 'message') },
  text: TEXT,
  prompt_cache_breakpoint: object({ mode: oneOf('explicit'), ttl: oneOf('30m', '12h') }),
  detail: oneOf('auto', 'low', 'high', 'original'),
  file_id: ID,
  filename: TEXT,
  file_data: REFUSED,
  file_url: REFUSED,
  // Given whole, by a link, or by a template that a data set fills with either
  image_url: REFUSED,
  input_audio: REFUSED,
};

const PART: Shape = { only: ['string', 'object'], fields: PART_FIELDS };

/** A message of a template: its `{{ item… }}` are filled by the provider from data it holds. */
export const TEMPLATE_MESSAGE: Shape = {
  only: ['string', 'object'],
  fields: {
    ...PART_FIELDS,
    role: oneOf('user', 'assistant', 'system', 'developer'),
    phase: oneOf('commentary', 'final_answer'),
    content: { fields: PART_FIELDS, items: PART },
  },
};

/** A grader: the fields of every kind. */
export const GRADER: Shape = Object.freeze({
  fields: Object.freeze({
    type: oneOf('label_model', 'multi', 'python', 'score_model', 'string_check', 'text_similarity'),
    id: ID,
    name: TEXT,
    model: MODEL,
    input: { items: TEMPLATE_MESSAGE },
    labels: listOf(TEXT),
    passing_labels: listOf(TEXT),
    operation: oneOf('eq', 'ne', 'like', 'ilike'),
    reference: TEXT,
    evaluation_metric: oneOf(
      ...['cosine', 'fuzzy_match', 'bleu', 'gleu', 'meteor'],
      ...['rouge_1', 'rouge_2', 'rouge_3', 'rouge_4', 'rouge_5', 'rouge_l'],
    ),
    pass_threshold: NUMBER,
    source: TEXT,
    image_tag: ID,
    range: listOf(NUMBER),
    sampling_params: object({
      max_completions_tokens: NUMBER,
      reasoning_effort: REASONING_EFFORT,
      seed: NUMBER,
      temperature: NUMBER,
      top_p: NUMBER,
    }),
    calculate_output: TEXT,
    // One, or several under names, which the caller chooses
    get graders() {
      return GRADERS;
    },
  }),
});

const GRADERS: Shape = Object.freeze({
  get fields() {
    return GRADER.fields ?? {};
  },
  others: GRADER,
});
