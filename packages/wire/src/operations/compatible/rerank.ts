import { FLAG, ID, listOf, MODEL, NUMBER, object, oneOf, type Shape, TEXT, TEXTS } from '../../shape.ts';
import type { OperationEntry } from '../operation-entry.ts';
import { row } from '../row.ts';
import { ASKED_MODEL, whole } from '../stored-object.ts';
import { USAGE } from '../usage.ts';

/** A document: a text, or an object with one. What else may stand there is text; pictures come in parts, which are refused. */
const DOCUMENT: Shape = { only: ['string', 'object'], input: true, fields: { text: TEXT, content: { only: [] } } };

const DOCUMENTS: Shape = { only: ['array'], items: DOCUMENT };

const RANK: Shape = object({
  index: NUMBER,
  score: NUMBER,
  relevance_score: NUMBER,
  text: TEXT,
  document: { fields: { text: TEXT } },
});

/** Texts in the order of their use: as TEI asks (`texts`), and as vLLM and others do (`documents`). */
export const RANKING: readonly OperationEntry[] = [
  row({
    id: 'rerank.create',
    call: 'POST /rerank',
    request: whole({
      model: ASKED_MODEL,
      query: { only: ['string', 'null'], input: true },
      texts: TEXTS,
      documents: DOCUMENTS,
      top_n: NUMBER,
      truncate: FLAG,
      truncation_direction: oneOf('left', 'right'),
      raw_scores: FLAG,
      return_text: FLAG,
      return_documents: FLAG,
      truncate_prompt_tokens: NUMBER,
    }),
    response: {
      only: ['array', 'object'],
      items: RANK,
      fields: { id: ID, model: MODEL, usage: USAGE, results: listOf(RANK) },
    },
  }),
  row({
    id: 'score.create',
    call: 'POST /score',
    request: whole({
      model: ASKED_MODEL,
      text_1: TEXTS,
      text_2: TEXTS,
      queries: TEXTS,
      documents: TEXTS,
      truncate_prompt_tokens: NUMBER,
      encoding_format: oneOf('float'),
    }),
    response: whole({
      id: ID,
      object: oneOf('list'),
      created: NUMBER,
      model: MODEL,
      usage: USAGE,
      data: listOf(object({ index: NUMBER, object: oneOf('score'), score: NUMBER })),
    }),
  }),
];
