import { FLAG, ID, listOf, NUMBER, object, oneOf, type Shape, TEXT, TOOL_NAME } from '../shape.ts';
import { closed } from '../string-rule.ts';
import { OWN_FIELDS } from './stored-object.ts';
import { FUNCTION, JSON_SCHEMA } from './tool.ts';

const KIND = oneOf('code_interpreter', 'file_search', 'function');

/** How results of a search are ranked. */
export const RANKING = object({
  ranker: oneOf('none', 'auto', 'default_2024_08_21', 'default-2024-11-15'),
  score_threshold: NUMBER,
});

/** The tools of an assistant or a run. */
export const ASSISTANT_TOOLS = listOf(
  object({
    type: KIND,
    function: FUNCTION,
    file_search: object({ max_num_results: NUMBER, ranking_options: RANKING }),
  }),
);

/** How a file is cut into chunks. */
export const CHUNKING = object({
  type: oneOf('auto', 'static', 'other'),
  static: object({ chunk_overlap_tokens: NUMBER, max_chunk_size_tokens: NUMBER }),
});

/** The files a tool may look into, by id; `vector_stores` are made with the request. */
export const TOOL_RESOURCES = object({
  code_interpreter: object({ file_ids: listOf(ID) }),
  file_search: object({
    vector_store_ids: listOf(ID),
    vector_stores: listOf(object({ chunking_strategy: CHUNKING, file_ids: listOf(ID), metadata: OWN_FIELDS })),
  }),
});

/** Which tool a run must call. */
export const ASSISTANT_TOOL_CHOICE: Shape = {
  string: closed('none', 'auto', 'required'),
  fields: { type: KIND, function: object({ name: TOOL_NAME }) },
};

/** The form an assistant answers in. */
export const ASSISTANT_FORMAT: Shape = {
  string: closed('auto'),
  fields: {
    type: oneOf('text', 'json_object', 'json_schema'),
    json_schema: object({ name: TOOL_NAME, description: TEXT, schema: JSON_SCHEMA, strict: FLAG }),
  },
};

/** Files attached to a message. */
export const ATTACHMENTS = listOf(object({ file_id: ID, tools: listOf(object({ type: KIND })) }));
